// Finds the nginx server of a request: by address and port, then by the most specific name.

import { memoize } from '../../compose/memoize.ts';
import type { GoRegexp } from '../go-regexp.ts';
import { expressionSteps, type Meter, spend } from '../limits.ts';
import type { Request } from '../model.ts';
import { type NginxModel, nginxRegexp, type Server } from './nginx-model.ts';

/** The servers of one address and port, in order. */
interface Listening {
  readonly servers: Server[];
  usual: Server | null;
  /** The servers by lower-case name: `a.x`, `*.x`, `a.*`. The first server of a name has it. */
  readonly byName: Map<string, Server>;
  readonly byPattern: { readonly pattern: GoRegexp | null; readonly server: Server }[];
}

/** Returns the servers by `ADDRESS PORT`, with `*` for every address. */
const listening = memoize(({ servers }: NginxModel): ReadonlyMap<string, Listening> => {
  const found = new Map<string, Listening>();
  for (const server of servers) {
    const places = new Map(server.listens.map((listen) => [placeKey(listen.address, listen.port), listen]));
    for (const key of places.keys()) {
      const here: Listening = found.get(key) ?? {
        servers: [],
        usual: null,
        byName: new Map(),
        byPattern: [],
      };
      found.set(key, here);
      here.servers.push(server);
    }
    for (const listen of server.listens) {
      const here = listen.isDefault ? found.get(placeKey(listen.address, listen.port)) : undefined;
      if (here) here.usual ??= server;
    }
  }
  for (const here of found.values()) nameServers(here);
  return found;
});

function placeKey(address: string | null, port: number): string {
  return `${address ?? '*'} ${port}`;
}

/** Indexes servers by name; `.x` stands for both `x` and `*.x` and is ignored when either is taken. */
function nameServers({ servers, byName, byPattern }: Listening): void {
  const taken = new Set<string>();
  for (const server of servers) {
    for (const written of server.names) {
      if (written.startsWith('~')) {
        byPattern.push({ pattern: nginxRegexp(written.slice(1), true), server });
        continue;
      }
      const name = written.toLowerCase();
      const claims = name.startsWith('.') ? [name.slice(1), `*${name}`] : [name];
      const free = claims.every((claim) => !taken.has(claim));
      for (const claim of claims) {
        taken.add(claim);
        if (free) byName.set(claim, server);
      }
    }
  }
}

/** Returns the server for a request on one address and port; `unknown` when a name is an expression that cannot be read. */
export function findServer(model: NginxModel, request: Request, meter: Meter): Server | 'unknown' | null {
  const all = listening(model);
  const own = request.source === '127.0.0.1' ? all.get(placeKey('127.0.0.1', request.inside)) : undefined;
  const here = own ?? all.get(placeKey(null, request.inside));
  if (!here) return null;
  for (const name of namesFor(request.host)) {
    const server = here.byName.get(name);
    if (server) return server;
  }
  for (const { pattern, server } of here.byPattern) {
    spend(meter, expressionSteps);
    if (pattern === null) return 'unknown';
    if (pattern.test(request.host)) return server;
  }
  return here.usual ?? here.servers[0] ?? null;
}

/** Returns the names that match a host: itself, then the longest starting with `*`, then the longest ending with `*`. */
function namesFor(host: string): readonly string[] {
  const cuts = [...host.matchAll(/\./g)].map(({ index }) => index);
  return [
    host,
    ...cuts.map((at) => `*${host.slice(at)}`),
    ...cuts.reverse().map((at) => `${host.slice(0, at + 1)}*`),
  ];
}
