// Sockets in volumes and folders that two services mount: such a socket joins the two without any network (T6). No file says outright that a
// volume holds a socket. It is known where a file names a socket in the volume, or where a well-known server puts its socket into that folder.
// It is unknown for any other shared volume that one of the two can write to.

import { memoize } from '../compose/memoize.ts';
import { keyPlace } from '../compose/places.ts';
import type { Mount, Service, Topology } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import { isControlSocket, isSocketMount } from './runtime-sockets.ts';

/** Something that two services mount, by which they may talk beside the network. */
interface SharedSocket {
  /** Where `asks` is true: `from` connects to what `to` listens at. Else the order is that of the file. */
  readonly from: string;
  readonly to: string;
  readonly asks: boolean;
  /** The volume, or the folder of the host. */
  readonly source: string;
  /** Whether there is a socket: `unknown` where it is only not excluded. Known ones are inferred from names. */
  readonly known: true | 'unknown';
  /** What makes it known: the socket that a file names, or the folder of one; null where nothing does. */
  readonly socket: string | null;
  /** Both mounts, and what names the socket. */
  readonly at: readonly Path[];
}

/** One mount, with the service that has it: its own, or one of `volumes_from`. */
interface Held {
  readonly service: Service;
  readonly mount: Mount;
  readonly at: Path;
}

/** A socket that a text of a service names. */
interface Named {
  readonly path: string;
  /** Whether the service listens there, connects to it, or nothing shows which. */
  readonly role: 'listens' | 'asks' | null;
  readonly at: Path;
}

/** Folders in which well-known servers put their socket, inside their own container, and their images. */
const serverFolders: readonly (readonly [folder: RegExp, image: RegExp])[] = [
  [
    /^(?:\/var)?\/run\/postgresql$/,
    /(?:^|\/)(?:postgres|postgresql|postgis|pgvector|timescaledb|pgbouncer)\b/,
  ],
  [/^(?:\/var)?\/run\/mysqld?$/, /(?:^|\/)(?:mysql|mariadb|percona)\b/],
  [/^(?:\/var)?\/run\/(?:php|php-fpm)$/, /(?:^|\/)php\b.*fpm/],
  [/^(?:\/var)?\/run\/(?:redis|valkey)$/, /(?:^|\/)(?:redis|valkey)\b/],
  [/^(?:\/var)?\/run\/clamav$/, /(?:^|\/)clam(?:av|d)/],
  [
    /^(?:\/var)?\/run\/(?:rspamd|dovecot|opendkim|tailscale|pdns|php\d?)$/,
    /(?:^|\/)(?:rspamd|dovecot|opendkim|tailscale|pdns)/,
  ],
  [/^\/var\/spool\/postfix(?:\/(?:private|public))?$/, /postfix/],
];

const socketPath = /(?<![\w./%-])(\/[\w./@+-]*\.(?:sock|socket)|\/[\w./@+-]*\/\.s\.PGSQL\.\d+)(?![\w./])/g;
const socketUrl = /\bunix:(?:\/\/)?(\/[\w./@+-]+)/g;
const listens =
  /(?:bind|listen|uds|unixsocket|unix-socket-path|unix_socket_directories|http-socket)[\w.-]*["']?[\s=:,"'[]*(?:unix:(?:\/\/)?)?$/i;
const listensKey = /(?:^|_)(?:bind|listen)(?:_|$)/i;
const hostKey = /(?:host|socket|sock|url|uri|dsn|addr|address|server|endpoint|upstream)s?$/i;
const hostParameter = /[?&\s]host=(\/[\w./-]+)/g;

/** Every socket that environment, command, entrypoint or health check of a service names, in that order. */
const namedSockets = memoize((service: Service): readonly Named[] => {
  const found = new Map<string, Named>();
  const add = (path: string, role: Named['role'], at: Path): void => {
    const known = found.get(path);
    if (known === undefined || (known.role === null && role !== null)) found.set(path, { path, role, at });
  };
  for (const { key, value, path } of service.environment) {
    if (value === null || !value.includes('/')) continue;
    const at = ['services', service.name, ...path];
    const role = listensKey.test(key) ? 'listens' : hostKey.test(key) ? 'asks' : null;
    for (const each of pathsIn(value)) add(each.path, each.listens ? 'listens' : role, at);
    for (const [, folder = ''] of value.matchAll(hostParameter)) add(folder, 'asks', at);
    // `DB_HOST=/var/run/postgresql`: the folder of the socket stands for it.
    if (role === 'asks' && /^\/[\w./-]+$/.test(value) && serverFolders.some(([folder]) => folder.test(value)))
      add(value, 'asks', at);
  }
  for (const key of ['command', 'entrypoint', 'healthcheck'] as const) {
    const text = service[key];
    if (text === null || !text.includes('/')) continue;
    // A health check asks the service itself.
    const role = key === 'healthcheck' ? 'listens' : null;
    for (const each of pathsIn(text)) add(each.path, each.listens ? 'listens' : role, keyPlace(service, key));
  }
  return [...found.values()];
});

function pathsIn(text: string): readonly { readonly path: string; readonly listens: boolean }[] {
  const paths = new Map<string, boolean>();
  for (const pattern of [socketUrl, socketPath]) {
    for (const match of text.matchAll(pattern)) {
      const [, path = ''] = match;
      if (!paths.has(path)) paths.set(path, listens.test(text.slice(0, match.index)));
    }
  }
  return [...paths].map(([path, listens]) => ({ path, listens: listens }));
}

/** Folders of the host that everything mounts, and in which nobody listens. */
const system = /^\/(?:etc|usr|lib|lib64|bin|sbin|boot|proc|sys)(?:\/|$)/;
/** A single file, which is no socket. */
const plainFile = /\/[^/]+\.(?!sock$|socket$|d$)[A-Za-z0-9]{1,6}$/;

function mayHoldSocket(mount: Mount, runtime: ReadonlySet<string>): boolean {
  if (mount.source === '' || (mount.type !== 'bind' && mount.type !== 'volume')) return false;
  if (isSocketMount(mount, runtime) || isControlSocket(mount)) return false;
  return mount.type === 'volume' || (!system.test(mount.source) && !plainFile.test(mount.target));
}

/** The mounts of a service, those of `volumes_from` after its own. */
function mountsOf(
  topology: Topology,
  service: Service,
  seen: ReadonlySet<string> = new Set(),
): readonly Held[] {
  const heldMounts = service.mounts.map(
    (mount): Held => ({ service, mount, at: ['services', service.name, ...mount.path] }),
  );
  const taken = service.volumesFrom.flatMap((text): readonly Held[] => {
    const [first = '', mode] = text.split(':');
    const from = topology.services.get(first);
    if (from === undefined || from === service || seen.has(from.name)) return [];
    const mounts = mountsOf(topology, from, new Set([...seen, service.name]));
    return mounts.map(({ mount }) => ({
      service,
      mount: mode === 'ro' ? { ...mount, readOnly: true } : mount,
      at: keyPlace(service, 'volumes_from'),
    }));
  });
  return [...heldMounts, ...taken];
}

/** What two mounts have in common: the volume, or the folder of the host; a relative one is of one stack. */
function keyOf({ service, mount }: Held): string {
  const relative = mount.type === 'bind' && !/^(?:[/~\\]|[A-Za-z]:)/.test(mount.source);
  const stack =
    relative && service.localName !== undefined ? service.name.slice(0, service.name.lastIndexOf('/')) : '';
  const source = mount.type === 'bind' ? mount.source.replace(/(?<=.)\/+$/, '') : mount.source;
  return `${mount.type}\n${stack}\n${source}`;
}

/** One sentence: who talks to whom by which socket, or that there may be one. */
export function socketText({ from, to, asks, source, known, socket }: SharedSocket): string {
  if (known !== true)
    return `both mount ${source}: a socket in it would join them, and no file says whether there is one`;
  const who = asks ? `${from} talks to ${to}` : `${from} and ${to} may talk`;
  return `both mount ${source}, with a socket at ${socket}: ${who} by it, and no network takes part (inferred)`;
}

/** What services share beside networks, by which they may talk. */
export interface SharedSockets {
  /** Pairs between which a socket is known, by volume and in file order. */
  readonly known: readonly SharedSocket[];
  /** What services share, known or not, with all that mount it; those that nobody writes to are left out. */
  readonly volumes: readonly { readonly source: string; readonly members: readonly string[] }[];
  /** Everything that two services share, in either order; known ones first. */
  between(a: string, b: string): readonly SharedSocket[];
}

/** What an edit leaves as it was is not looked at again. */
const before = new WeakMap<Topology, WeakMap<ReadonlySet<string>, SharedSockets>>();
const noVolumes: ReadonlySet<string> = new Set();
/** Where nobody is known to listen, pairs of more members than these are looked at only when they are asked for. */
const mostPairs = 50;

/**
 * What services of a project share; `volumes` are those that are the socket of a container runtime (`socketVolumes`), by which the host is
 * asked and not the other.
 */
export function sharedSockets(topology: Topology, volumes: ReadonlySet<string> = noVolumes): SharedSockets {
  const runtime = volumes.size === 0 ? noVolumes : volumes;
  const byRuntime = before.get(topology) ?? new WeakMap<ReadonlySet<string>, SharedSockets>();
  before.set(topology, byRuntime);
  const remembered = byRuntime.get(runtime);
  if (remembered) return remembered;
  const found = findShared(topology, runtime);
  byRuntime.set(runtime, found);
  return found;
}

function findShared(topology: Topology, runtime: ReadonlySet<string>): SharedSockets {
  const bySource = new Map<string, Held[]>();
  const byService = new Map<string, Map<string, Held>>();
  for (const service of topology.services.values()) {
    const heldPaths = new Map<string, Held>();
    for (const held of mountsOf(topology, service)) {
      const key = keyOf(held);
      if (heldPaths.has(key) || !mayHoldSocket(held.mount, runtime)) continue;
      heldPaths.set(key, held);
      const sharing = bySource.get(key);
      if (sharing) sharing.push(held);
      else bySource.set(key, [held]);
    }
    if (heldPaths.size > 0) byService.set(service.name, heldPaths);
  }
  const groups = [...bySource.values()].filter(
    (sharing) => sharing.length > 1 && sharing.some(({ mount }) => !mount.readOnly),
  );
  return {
    known: groups.flatMap(knownPairs),
    volumes: groups.map((sharing) => ({
      source: sharing[0]?.mount.source ?? '',
      members: sharing.map(({ service }) => service.name),
    })),
    between(a, b) {
      const pairs = [...(byService.get(a) ?? [])].flatMap(([key, held]) => {
        const other = byService.get(b)?.get(key);
        return (other && pairOf(held, other)) ?? [];
      });
      return [...pairs.filter((pair) => pair.known === true), ...pairs.filter((pair) => pair.known !== true)];
    },
  };
}

/** The pairs of services on one volume that a known socket joins. Where a service is known to listen, the pair says which one. */
function knownPairs(sharing: readonly Held[]): readonly SharedSocket[] {
  const roles = sharing.map((held) => roleIn(held));
  const listening = sharing.filter((_, index) => roles[index]?.role === 'listens');
  const named = sharing.filter((_, index) => roles[index] !== null);
  if (named.length === 0 || (listening.length === 0 && sharing.length > mostPairs)) return [];
  const ends = new Set(listening.length > 0 ? listening : named);
  const found: SharedSocket[] = [];
  for (const [index, holder] of sharing.entries()) {
    for (const other of ends) {
      const at = sharing.indexOf(other);
      // Two ends are one pair; two that listen have nothing to ask of each other.
      if (at === index || (ends.has(holder) && (at < index || listening.length > 0))) continue;
      const pair = at < index ? pairOf(other, holder) : pairOf(holder, other);
      if (pair?.known === true) found.push(pair);
    }
  }
  return found;
}

/** How one side of a pair is known to use a socket in what it mounts; null where nothing says so. */
function roleIn({ service, mount, at }: Held): Named | null {
  const inside = (path: string): boolean => path === mount.target || path.startsWith(`${mount.target}/`);
  const named = namedSockets(service).filter(({ path }) => inside(path));
  const best = named.find(({ role }) => role !== null) ?? named[0];
  for (const [folder, image] of serverFolders) {
    if (!folder.test(mount.target)) continue;
    // The image that puts its socket there listens, whatever else its settings name.
    if (image.test(service.image ?? ''))
      return { path: best?.path ?? mount.target, role: 'listens', at: best?.at ?? at };
    return best ?? { path: mount.target, role: null, at };
  }
  return best ?? null;
}

function pairOf(one: Held, other: Held): SharedSocket | null {
  // Who mounts it read-only connects to a socket there, but makes none.
  if (one.mount.readOnly && other.mount.readOnly) return null;
  const uses = [roleIn(one), roleIn(other)] as const;
  const [first, second] = [one.service.name, other.service.name];
  const { source } = one.mount;
  const [use] = uses.filter((each) => each !== null);
  if (use === undefined)
    return {
      from: first,
      to: second,
      asks: false,
      source,
      known: 'unknown',
      socket: null,
      at: [one.at, other.at],
    };
  const [mine, its] = uses.map((each) => each?.role ?? null);
  // A server that mounts it read-only could not make its socket there.
  const asked = its === 'listens' && mine !== 'listens' && !other.mount.readOnly;
  const asking = mine === 'listens' && its !== 'listens' && !one.mount.readOnly;
  const forward = asked || (!asking && mine === 'asks' && its !== 'asks');
  const backward = asking || (!asked && its === 'asks' && mine !== 'asks');
  const [from, to] = backward && !forward ? [second, first] : [first, second];
  const at = [...new Map([one.at, other.at, use.at].map((path) => [JSON.stringify(path), path])).values()];
  return { from, to, asks: forward !== backward, source, known: true, socket: use.path, at };
}
