// Who comes in through proxies and tunnels, beside what address and port show. The ways in (`core/ways-in`) give the answers.

import type { Tri } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';

/** A route of a proxy to a service. Always inferred: what runs with the configuration is not in the files. */
export interface Proxied {
  /** The program: `traefik`, `caddy`, `nginx`. */
  readonly by: string;
  /** The service that is this proxy; the program where no service of the files is. */
  readonly proxy: string;
  /** True where the proxy is not in the files. */
  readonly ghost: boolean;
  /** Host name as written; `*` for any, or where none is given. */
  readonly host: string;
  /** Container port; null where it is not known. */
  readonly port: number | null;
  /** Docker name of the network that the service asks the proxy to use; null where it names none. */
  readonly network: string | null;
  /** The entrances of the proxy that the route is on. */
  readonly entrances: readonly string[];
  /** True where labels or variables of the service itself ask for it. */
  readonly asked: boolean;
  /** Whether the proxy can open a connection to the service; unknown for a ghost. */
  readonly reachable: Tri;
  /** Whether the outside reaches the service on this route. */
  readonly fromOutside: Tri;
  readonly reachableFrom: 'proxy';
  readonly certainty: 'inferred';
  /** What declares it; for a file of the proxy, the proxy. */
  readonly at: Path;
}

/** A way in through a tunnel. */
export interface Tunnel {
  /** The service that is the tunnel. */
  readonly tunnel: string;
  /** What runs in it: `cloudflared`, `tailscale`. */
  readonly program: string;
  /** True where its configuration leads to the service; else where it leads is not in these files. */
  readonly certain: boolean;
  /** What lets it reach the service. */
  readonly at: Path;
}

export interface Entries {
  proxied(service: string): readonly Proxied[];
  tunnels(service: string): readonly Tunnel[];
}

/** Nothing leads requests on. */
export const noEntries: Entries = { proxied: () => [], tunnels: () => [] };
