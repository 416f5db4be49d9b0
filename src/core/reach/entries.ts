// Entries through proxies and tunnels, computed by the ways in (`core/ways-in`) in addition to addresses and ports.

import type { Tri } from '../compose/topology.ts';
import type { Path } from '../yaml/tree.ts';

/** A route of a proxy to a service. Always inferred, because a running proxy may use a different configuration. */
export interface Proxied {
  /** The program of the proxy: `traefik`, `caddy`, `nginx`. */
  readonly by: string;
  /** The service that runs this proxy; the name of the program when no service does. */
  readonly proxy: string;
  /** True when the proxy is not in these files. */
  readonly ghost: boolean;
  /** The host name as written; `*` when the route takes any host or names none. */
  readonly host: string;
  /** The container port; null when it is unknown. */
  readonly port: number | null;
  /** The Docker name of the network that the service asks the proxy to use; null when it names none. */
  readonly network: string | null;
  /** The entrances of the proxy that lead to this route. */
  readonly entrances: readonly string[];
  /** True when the route comes from labels or variables of the service itself. */
  readonly asked: boolean;
  /** True when the proxy can connect to the service; unknown when the proxy is not in these files. */
  readonly reachable: Tri;
  /** True when the outside reaches the service on this route. */
  readonly fromOutside: Tri;
  readonly reachableFrom: 'proxy';
  readonly certainty: 'inferred';
  /** The place that declares the route; the proxy service when the route is in a file of the proxy. */
  readonly at: Path;
}

/** A way in through a tunnel. */
export interface Tunnel {
  /** The service that runs the tunnel. */
  readonly tunnel: string;
  /** The program of the tunnel: `cloudflared`, `tailscale`. */
  readonly program: string;
  /** True when the tunnel's configuration names the service; false when its targets are not in these files. */
  readonly certain: boolean;
  /** The place that lets the tunnel reach the service. */
  readonly at: Path;
}

export interface Entries {
  proxied(service: string): readonly Proxied[];
  tunnels(service: string): readonly Tunnel[];
}

/** The entries of a project without proxies and tunnels. */
export const noEntries: Entries = { proxied: () => [], tunnels: () => [] };
