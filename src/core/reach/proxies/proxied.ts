// The shape of a way in through a reverse proxy that labels or environment declare. No computation here.

import type { Tri } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';

/** Proxies that find their targets by labels or environment of the containers. */
export type ProxyKind = 'traefik' | 'caddy' | 'nginx-proxy';

/** What a service asks such a proxy for. */
export interface ProxyRoute {
  readonly by: ProxyKind;
  /** Host name as written; `*` for any, or where none is given. */
  readonly host: string;
  /** Container port; null where neither the file nor the image catalogue has it. */
  readonly port: number | null;
  /** Docker name of the network that the proxy shall use; null where not given. */
  readonly network: string | null;
  /** The entry points of the proxy that it is on, in lower case; none: on all of them. Traefik alone has names for them. */
  readonly entrypoints: readonly string[];
  /** What declares it. */
  readonly at: Path;
}

/** A route together with the proxy that would serve it. Always a guess: the proxy's own settings are not in the file. */
export interface Proxied extends ProxyRoute {
  /** The service that is this proxy; the kind of proxy where the file has none. */
  readonly proxy: string;
  /** True where the proxy is not in the file. */
  readonly ghost: boolean;
  /** Whether the proxy can open a connection to the service; unknown for a ghost. */
  readonly reachable: Tri;
  /** Whether the outside reaches the proxy, and so the service. */
  readonly fromOutside: Tri;
  readonly reachableFrom: 'proxy';
  readonly certainty: 'inferred';
}
