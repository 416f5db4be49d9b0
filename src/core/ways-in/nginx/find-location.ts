// Which server and which location of nginx take a request.

import type { Tri } from '../../compose/topology.ts';
import type { Request } from '../model.ts';
import { type Location, type NginxModel, nginxRegexp, type Server } from './nginx-model.ts';

/** The server for a request on one address and port; `unknown` where a name is an expression that is not read. */
export function findServer({ servers }: NginxModel, request: Request): Server | 'unknown' | null {
  const loopback = request.source === '127.0.0.1';
  const on = (address: string | null) =>
    servers.filter(({ listens }) =>
      listens.some((listen) => listen.port === request.inside && listen.address === address),
    );
  const ownServers = loopback ? on('127.0.0.1') : [];
  const list = ownServers.length > 0 ? ownServers : on(null);
  const address = ownServers.length > 0 ? '127.0.0.1' : null;
  const named = byName(list, request.host);
  if (named !== null) return named;
  const server = list.find(({ listens }) =>
    listens.some(
      (listen) => listen.port === request.inside && listen.address === address && listen.isDefault,
    ),
  );
  return server ?? list[0] ?? null;
}

function byName(servers: readonly Server[], host: string): Server | 'unknown' | null {
  let best: { readonly server: Server; readonly rank: number } | null = null;
  const offer = (server: Server, rank: number): void => {
    if (best === null || rank > best.rank) best = { server, rank };
  };
  // Of two servers with one name the first has it; `.x` takes both `x` and `*.x`, and is ignored where either is taken.
  const taken = new Set<string>();
  for (const server of servers) {
    for (const written of server.names) {
      const name = written.toLowerCase();
      if (name.startsWith('~')) continue;
      const claims = name.startsWith('.') ? [name.slice(1), `*${name}`] : [name];
      const free = claims.every((claim) => !taken.has(claim));
      for (const one of claims) taken.add(one);
      if (!free) continue;
      if (claims.includes(host)) offer(server, 3_000_000);
      else if (/^\*?\./.test(name) && host.endsWith(name.replace(/^\*/, '')))
        offer(server, 2_000_000 + name.length);
      else if (name.endsWith('.*') && host.startsWith(name.slice(0, -1)))
        offer(server, 1_000_000 + name.length);
    }
  }
  if (best !== null) return (best as { readonly server: Server }).server;
  for (const server of servers) {
    for (const name of server.names) {
      if (!name.startsWith('~')) continue;
      const pattern = nginxRegexp(name.slice(1), true);
      if (pattern === null) return 'unknown';
      if (pattern.test(host)) return server;
    }
  }
  return null;
}

/** Where a request goes: a location, a redirection that adds a slash, or nowhere but the server itself. */
export interface FoundLocation {
  readonly location: Location | null;
  /** The path with the slash that nginx leads to; null where it leads nowhere else. */
  readonly slash: string | null;
  /** False where it hangs on an expression that is not read. */
  readonly certain: Tri;
}

export function findLocation(locations: readonly Location[], path: string): FoundLocation {
  const exact = locations.find(({ kind, name }) => kind === 'exact' && name === path);
  if (exact) return { location: exact, slash: null, certain: true };
  const prefixes = locations.filter(({ kind, name }) => kind === 'prefix' && path.startsWith(name));
  let best: Location | null = null;
  for (const location of prefixes)
    if (best === null || location.name.length > best.name.length) best = location;
  const slash = locations.find(
    (location) =>
      (location.kind === 'prefix' || location.kind === 'exact') &&
      location.name === `${path}/` &&
      handsOn(location),
  );
  if (slash && best?.name !== path) return { location: slash, slash: slash.name, certain: true };
  let alone = false;
  let found: FoundLocation = { location: best, slash: null, certain: true };
  if (best !== null) {
    alone = best.alone;
    const inner = findLocation(best.locations, path);
    if (inner.location !== null && (inner.slash !== null || isFinal(inner.location, path))) return inner;
    if (inner.location !== null) found = inner;
    if (inner.certain !== true) return inner;
  }
  if (alone) return found;
  for (const location of locations) {
    if (location.kind !== 'regex') continue;
    if (location.pattern === null) return { ...found, certain: 'unknown' };
    if (!location.pattern.test(path)) continue;
    const inner = findLocation(location.locations, path);
    return inner.location === null ? { location: location, slash: null, certain: true } : inner;
  }
  return found;
}

/** An exact match or a regular expression within a location ends the search; a longer prefix does not. */
function isFinal({ kind }: Location, _path: string): boolean {
  return kind === 'exact' || kind === 'regex';
}

/** Whether requests go on to a server behind: then nginx adds a missing slash. */
function handsOn({ directives }: Location): boolean {
  return directives.some(({ name }) => /^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/.test(name));
}
