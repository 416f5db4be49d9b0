// The model of an nginx configuration: servers by listener, nested locations, and the directives of each.

import type { Directive } from '../files/directive.ts';
import { type GoRegexp, goRegexp } from '../go-regexp.ts';
import { placeText, type SourcePlace } from '../places.ts';

/** A block; directives that it lacks apply as in the block around it. */
export interface Level {
  readonly parent: Level | null;
  readonly directives: readonly Directive[];
  readonly declaredAt: SourcePlace;
}

export interface Location extends Level {
  readonly kind: 'exact' | 'prefix' | 'regex' | 'named';
  /** True for `^~`, which skips regular expressions. */
  readonly alone: boolean;
  readonly name: string;
  readonly pattern: GoRegexp | null;
  readonly locations: readonly Location[];
}

export interface Listen {
  /** The bind address; null for every address. */
  readonly address: string | null;
  readonly port: number;
  readonly isDefault: boolean;
  readonly tls: boolean;
  /** True when the listener expects the PROXY protocol, which browsers do not speak. */
  readonly proxied: boolean;
  readonly declaredAt: SourcePlace;
}

export interface Server extends Level {
  readonly listens: readonly Listen[];
  readonly names: readonly string[];
  readonly locations: readonly Location[];
}

export interface UpstreamGroup {
  readonly name: string;
  readonly servers: readonly { readonly host: string; readonly port: number; readonly backup: boolean }[];
  readonly declaredAt: SourcePlace;
}

export interface NginxModel {
  readonly http: Level;
  readonly servers: readonly Server[];
  readonly upstreams: ReadonlyMap<string, UpstreamGroup>;
  /** The ports of `stream` blocks, which are not supported. */
  readonly streams: readonly number[];
}

/** Builds the model, or returns a sentence that explains why nginx refuses it. */
export function buildModel(directives: readonly Directive[]): NginxModel | string {
  const http = directives.find(({ name, block }) => name === 'http' && block !== null);
  const root: Level = {
    parent: null,
    directives: http?.block ?? [],
    declaredAt: http?.place ?? { file: '', line: 1 },
  };
  const upstreams = new Map<string, UpstreamGroup>();
  for (const { name, args, block, place } of root.directives) {
    if (name !== 'upstream' || block === null) continue;
    const servers = block.flatMap((line) => {
      if (line.name !== 'server' || line.args.includes('down')) return [];
      const [host, port] = hostAndPort(line.args[0] ?? '', 80);
      return [{ host, port, backup: line.args.includes('backup') }];
    });
    upstreams.set((args[0] ?? '').toLowerCase(), { name: args[0] ?? '', servers, declaredAt: place });
  }
  const servers: Server[] = [];
  for (const { name, block, place } of root.directives) {
    if (name !== 'server' || block === null) continue;
    const level: Level = { parent: root, directives: block, declaredAt: place };
    const locations = locationsOf(level, null);
    if (typeof locations === 'string') return locations;
    servers.push({ ...level, listens: listensOf(block, place), names: namesOf(block), locations });
  }
  const wrong = duplicateDefault(servers);
  if (wrong !== null) return wrong;
  const stream = directives.find(({ name, block }) => name === 'stream' && block !== null);
  const streams = (stream?.block ?? []).flatMap(({ name, block, place }) =>
    name === 'server' && block !== null ? listensOf(block, place).map(({ port }) => port) : [],
  );
  return { http: root, servers, upstreams, streams };
}

/** Returns the host and port of `app:8000`, `[::1]:80` or `app`. */
export function hostAndPort(text: string, usual: number): readonly [string, number] {
  const [, host = text, port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  return [host.toLowerCase(), port === '' ? usual : Number(port)];
}

function listensOf(block: readonly Directive[], place: SourcePlace): readonly Listen[] {
  const directives = block.filter(({ name }) => name === 'listen');
  const plain = { isDefault: false, tls: false, proxied: false };
  if (directives.length === 0) return [{ ...plain, address: null, port: 80, declaredAt: place }];
  return directives.flatMap(({ args: [where = '', ...options], place: at }): readonly Listen[] => {
    if (where.startsWith('unix:') || options.includes('quic')) return [];
    const [host, port] = /^\d+$/.test(where) ? ['*', Number(where)] : hostAndPort(where, 80);
    // An IPv6 address accepts IPv4 only when configured to.
    const both = options.includes('ipv6only=off');
    const address = host === '*' || host === '0.0.0.0' || (host === '[::]' && both) ? null : host;
    return [
      {
        address,
        port,
        isDefault: options.includes('default_server') || options.includes('default'),
        tls: options.includes('ssl'),
        proxied: options.includes('proxy_protocol'),
        declaredAt: at,
      },
    ];
  });
}

function namesOf(block: readonly Directive[]): readonly string[] {
  const statedNames = block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args);
  return statedNames.length === 0 ? [''] : statedNames;
}

function duplicateDefault(servers: readonly Server[]): string | null {
  const seen = new Set<string>();
  for (const { listens } of servers) {
    const own = new Set<string>();
    for (const { address, port, isDefault, declaredAt } of listens) {
      const key = `${address ?? '*'}:${port}`;
      if (own.has(key)) return `${placeText(declaredAt)}: a server listens on ${key} twice.`;
      own.add(key);
      if (!isDefault) continue;
      if (seen.has(key)) return `${placeText(declaredAt)}: ${key} has two default servers.`;
      seen.add(key);
    }
  }
  return null;
}

function locationsOf(parent: Level, outer: Location | null): readonly Location[] | string {
  const found: Location[] = [];
  const seen = new Set<string>();
  for (const { name, args, block, place } of parent.directives) {
    if (name !== 'location' || block === null) continue;
    const read = readLocation(args);
    const at = placeText(place);
    if (read === null) return `${at}: the location cannot be read.`;
    const key = read.kind === 'regex' ? '' : `${read.kind} ${read.name}`;
    if (key !== '' && seen.has(key)) return `${at}: the location ${read.name} is there twice.`;
    seen.add(key);
    if (outer !== null) {
      if (outer.kind === 'exact') return `${at}: a location is inside an exact one.`;
      if (read.kind !== 'regex' && !read.name.startsWith(outer.name))
        return `${at}: the location ${read.name} is outside of ${outer.name}.`;
    }
    const level: Level = { parent, directives: block, declaredAt: place };
    const draft: Location = { ...level, ...read, locations: [] };
    const inner = locationsOf(level, draft);
    if (typeof inner === 'string') return inner;
    found.push({ ...draft, locations: inner });
  }
  return found;
}

type ReadLocation = Pick<Location, 'kind' | 'alone' | 'name' | 'pattern'>;

function readLocation(args: readonly string[]): ReadLocation | null {
  const [first = '', second] = args;
  const sign = second === undefined ? /^(=|\^~|~\*|~)(.*)$/.exec(first) : null;
  const [modifier, name] = sign
    ? [sign[1] ?? '', sign[2] ?? '']
    : second === undefined
      ? ['', first]
      : [first, second];
  if (modifier === '~' || modifier === '~*') {
    const pattern = nginxRegexp(name, modifier === '~*');
    return { kind: 'regex', alone: false, name, pattern };
  }
  if (modifier === '' && name.startsWith('@')) return { kind: 'named', alone: false, name, pattern: null };
  if (modifier === '=') return { kind: 'exact', alone: false, name, pattern: null };
  return modifier === '' || modifier === '^~'
    ? { kind: 'prefix', alone: modifier === '^~', name, pattern: null }
    : null;
}

/** Returns the equivalent regular expression of Go; null when only Perl's syntax can express it. */
export function nginxRegexp(source: string, ignoreCase: boolean): GoRegexp | null {
  return goRegexp(source.replace(/\(\?<([A-Za-z_]\w*)>/g, '(?P<$1>'), ignoreCase);
}
