// Sockets in volumes and folders that two services mount connect the two without a network (T6). A socket is known when a file names it in
// the volume, or when a well-known server puts its socket into that folder. For any other shared volume that one of them can write to, it
// is unknown.

import { memoize } from '../compose/memoize.ts';
import { keyPlace } from '../compose/places.ts';
import type { Mount, Service, Topology } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';
import { isControlSocket, isSocketMount } from './runtime-sockets.ts';

/** A mount shared by two services through which they may communicate without a network. */
interface SharedSocket {
  /** The two services: when `isDirected` is true, `from` connects and `to` listens; otherwise in file order. */
  readonly from: string;
  readonly to: string;
  readonly isDirected: boolean;
  /** The volume, or the folder of the host. */
  readonly source: string;
  /** True when a socket is known, inferred from names; unknown when one is merely possible. */
  readonly known: true | 'unknown';
  /** The socket that a file names, or its folder; null when none is named. */
  readonly socket: string | null;
  /** The places of both mounts and of the socket's name. */
  readonly at: readonly Path[];
}

/** A mount of a service, its own or from `volumes_from`. */
interface ServiceMount {
  readonly service: Service;
  readonly mount: Mount;
  readonly at: Path;
}

/** A socket that a text of a service names. */
interface NamedSocket {
  readonly path: string;
  /** The service's role at the socket; null when nothing shows it. */
  readonly role: 'listens' | 'asks' | null;
  readonly at: Path;
}

/** The socket folders of well-known servers inside their own containers, with the images of those servers. */
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
const listenPrefix =
  /(?:bind|listen|uds|unixsocket|unix-socket-path|unix_socket_directories|http-socket)[\w.-]*["']?[\s=:,"'[]*(?:unix:(?:\/\/)?)?$/i;
const listenKey = /(?:^|_)(?:bind|listen)(?:_|$)/i;
const hostKey = /(?:host|socket|sock|url|uri|dsn|addr|address|server|endpoint|upstream)s?$/i;
const hostParameter = /[?&\s]host=(\/[\w./-]+)/g;

/** Returns every socket that a service names in environment, command, entrypoint or health check, in that order. */
const namedSockets = memoize((service: Service): readonly NamedSocket[] => {
  const found = new Map<string, NamedSocket>();
  const add = (path: string, role: NamedSocket['role'], at: Path): void => {
    const known = found.get(path);
    if (known === undefined || (known.role === null && role !== null)) found.set(path, { path, role, at });
  };
  for (const { key, value, path } of service.environment) {
    if (value === null || !value.includes('/')) continue;
    const at = ['services', service.name, ...path];
    const role = listenKey.test(key) ? 'listens' : hostKey.test(key) ? 'asks' : null;
    for (const each of pathsIn(value)) add(each.path, each.listens ? 'listens' : role, at);
    for (const [, folder = ''] of value.matchAll(hostParameter)) add(folder, 'asks', at);
    // `DB_HOST=/var/run/postgresql`: the folder stands for its socket.
    if (role === 'asks' && /^\/[\w./-]+$/.test(value) && serverFolders.some(([folder]) => folder.test(value)))
      add(value, 'asks', at);
  }
  for (const key of ['command', 'entrypoint', 'healthcheck'] as const) {
    const text = service[key];
    if (text === null || !text.includes('/')) continue;
    // A health check connects to its own service.
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
      if (!paths.has(path)) paths.set(path, listenPrefix.test(text.slice(0, match.index)));
    }
  }
  return [...paths].map(([path, listens]) => ({ path, listens: listens }));
}

/** Folders of the host that many containers mount and where no server listens. */
const systemFolders = /^\/(?:etc|usr|lib|lib64|bin|sbin|boot|proc|sys)(?:\/|$)/;
/** Matches a regular file, which is no socket. */
const plainFile = /\/[^/]+\.(?!sock$|socket$|d$)[A-Za-z0-9]{1,6}$/;

function mayHoldSocket(mount: Mount, runtime: ReadonlySet<string>): boolean {
  if (mount.source === '' || (mount.type !== 'bind' && mount.type !== 'volume')) return false;
  if (isSocketMount(mount, runtime) || isControlSocket(mount)) return false;
  return mount.type === 'volume' || (!systemFolders.test(mount.source) && !plainFile.test(mount.target));
}

/** Returns the mounts of a service, followed by those from `volumes_from`. */
function mountsOf(
  topology: Topology,
  service: Service,
  seen: ReadonlySet<string> = new Set(),
): readonly ServiceMount[] {
  const ownMounts = service.mounts.map(
    (mount): ServiceMount => ({ service, mount, at: ['services', service.name, ...mount.path] }),
  );
  const inherited = service.volumesFrom.flatMap((text): readonly ServiceMount[] => {
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
  return [...ownMounts, ...inherited];
}

/** Returns a key for the volume or host folder that a mount uses; a relative folder belongs to one stack. */
function keyOf({ service, mount }: ServiceMount): string {
  const relative = mount.type === 'bind' && !/^(?:[/~\\]|[A-Za-z]:)/.test(mount.source);
  const stack =
    relative && service.localName !== undefined ? service.name.slice(0, service.name.lastIndexOf('/')) : '';
  const source = mount.type === 'bind' ? mount.source.replace(/(?<=.)\/+$/, '') : mount.source;
  return `${mount.type}\n${stack}\n${source}`;
}

/** Returns a sentence about the socket that two services share or may share. */
export function socketText({ from, to, isDirected, source, known, socket }: SharedSocket): string {
  if (known !== true)
    return `both mount ${source}: a socket in it would connect them, and no file shows whether there is one`;
  const pairText = isDirected ? `${from} talks to ${to}` : `${from} and ${to} may talk`;
  return `both mount ${source}, with a socket at ${socket}: ${pairText} through it, without any network (inferred)`;
}

/** The sockets in mounts that services of a project share. */
export interface SharedSockets {
  /** The pairs with a known socket, by volume and in file order. */
  readonly known: readonly SharedSocket[];
  /**
   * The shared volumes and folders with all services that mount them, with or without a known socket; those that no service writes to are
   * left out.
   */
  readonly volumes: readonly { readonly source: string; readonly members: readonly string[] }[];
  /** Returns everything that two services share, in either order; known sockets first. */
  between(a: string, b: string): readonly SharedSocket[];
}

/** Cached results, reused when an edit leaves the topology as it is. */
const cachedByTopology = new WeakMap<Topology, WeakMap<ReadonlySet<string>, SharedSockets>>();
const noVolumes: ReadonlySet<string> = new Set();
/** The largest group for which all pairs are computed when no listener is known; pairs of larger groups are computed on request. */
const maxEagerPairs = 50;

/**
 * Returns the sockets that services of a project share. `volumes` are the runtime sockets (`socketVolumes`), which lead to the host and not
 * to another service.
 */
export function sharedSockets(topology: Topology, volumes: ReadonlySet<string> = noVolumes): SharedSockets {
  const runtime = volumes.size === 0 ? noVolumes : volumes;
  const byRuntime = cachedByTopology.get(topology) ?? new WeakMap<ReadonlySet<string>, SharedSockets>();
  cachedByTopology.set(topology, byRuntime);
  const cached = byRuntime.get(runtime);
  if (cached) return cached;
  const computed = findShared(topology, runtime);
  byRuntime.set(runtime, computed);
  return computed;
}

function findShared(topology: Topology, runtime: ReadonlySet<string>): SharedSockets {
  const bySource = new Map<string, ServiceMount[]>();
  const byService = new Map<string, Map<string, ServiceMount>>();
  for (const service of topology.services.values()) {
    const mountsByKey = new Map<string, ServiceMount>();
    for (const mount of mountsOf(topology, service)) {
      if (!mayHoldSocket(mount.mount, runtime)) continue;
      const key = keyOf(mount);
      if (mountsByKey.has(key)) continue;
      mountsByKey.set(key, mount);
      const sharing = bySource.get(key);
      if (sharing) sharing.push(mount);
      else bySource.set(key, [mount]);
    }
    if (mountsByKey.size > 0) byService.set(service.name, mountsByKey);
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
      const pairs = [...(byService.get(a) ?? [])].flatMap(([key, mount]) => {
        const other = byService.get(b)?.get(key);
        return (other && pairOf(mount, other)) ?? [];
      });
      return [...pairs.filter((pair) => pair.known === true), ...pairs.filter((pair) => pair.known !== true)];
    },
  };
}

/** Returns the pairs of services on one volume that a known socket connects; a known listener is marked in the pair. */
function knownPairs(sharing: readonly ServiceMount[]): readonly SharedSocket[] {
  const roles = sharing.map((mount) => socketUse(mount));
  const listening = sharing.filter((_, index) => roles[index]?.role === 'listens');
  const named = sharing.filter((_, index) => roles[index] !== null);
  if (named.length === 0 || (listening.length === 0 && sharing.length > maxEagerPairs)) return [];
  const ends = new Set(listening.length > 0 ? listening : named);
  const found: SharedSocket[] = [];
  for (const [index, holder] of sharing.entries()) {
    for (const other of ends) {
      const at = sharing.indexOf(other);
      // Two ends form one pair; two listeners do not connect to each other.
      if (at === index || (ends.has(holder) && (at < index || listening.length > 0))) continue;
      const pair = at < index ? pairOf(other, holder) : pairOf(holder, other);
      if (pair?.known === true) found.push(pair);
    }
  }
  return found;
}

/** Returns how a service uses a socket in one of its mounts; null when nothing shows it. */
function socketUse({ service, mount, at }: ServiceMount): NamedSocket | null {
  const inside = (path: string): boolean => path === mount.target || path.startsWith(`${mount.target}/`);
  const named = namedSockets(service).filter(({ path }) => inside(path));
  const best = named.find(({ role }) => role !== null) ?? named[0];
  for (const [folder, image] of serverFolders) {
    if (!folder.test(mount.target)) continue;
    // The image that puts its socket there is the listener, whatever else its settings name.
    if (image.test(service.image ?? ''))
      return { path: best?.path ?? mount.target, role: 'listens', at: best?.at ?? at };
    return best ?? { path: mount.target, role: null, at };
  }
  return best ?? null;
}

function pairOf(own: ServiceMount, other: ServiceMount): SharedSocket | null {
  // A service with a read-only mount can connect to a socket but not create one.
  if (own.mount.readOnly && other.mount.readOnly) return null;
  const uses = [socketUse(own), socketUse(other)] as const;
  const [first, second] = [own.service.name, other.service.name];
  const { source } = own.mount;
  const [use] = uses.filter((use) => use !== null);
  if (use === undefined)
    return {
      from: first,
      to: second,
      isDirected: false,
      source,
      known: 'unknown',
      socket: null,
      at: [own.at, other.at],
    };
  const [ownRole, otherRole] = uses.map((use) => use?.role ?? null);
  // A server with a read-only mount could not create its socket there.
  const otherListens = otherRole === 'listens' && ownRole !== 'listens' && !other.mount.readOnly;
  const ownListens = ownRole === 'listens' && otherRole !== 'listens' && !own.mount.readOnly;
  const forward = otherListens || (!ownListens && ownRole === 'asks' && otherRole !== 'asks');
  const backward = ownListens || (!otherListens && otherRole === 'asks' && ownRole !== 'asks');
  const [from, to] = backward && !forward ? [second, first] : [first, second];
  const at = [...new Map([own.at, other.at, use.at].map((path) => [JSON.stringify(path), path])).values()];
  return { from, to, isDirected: forward !== backward, source, known: true, socket: use.path, at };
}
