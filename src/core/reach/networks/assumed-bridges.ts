// External networks of which nothing is known, taken for what `docker network create NAME` makes: nearly all of them are that. Facts of reach
// never rest on it; the ways in do, and say so.

import { dockerNameOf } from '../../compose/docker-name-of.ts';
import type { Network, Topology } from '../../compose/topology.ts';
import type { ReachOptions } from '../reach-model.ts';

/** Networks of the Engine itself, which are no bridges of this kind. */
const ownNetworks: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'ingress']);

export interface AssumedBridges {
  readonly options: ReachOptions;
  /** Their keys. */
  readonly networks: readonly string[];
}

/** The options with each of these networks as a bridge; the same options where there is none. */
export function assumeBridges({ networks, name }: Topology, options: ReachOptions): AssumedBridges {
  const assumed: string[] = [];
  const elsewhere = new Map(options.elsewhere);
  for (const network of networks.values()) {
    const dockerName = network.external === true ? dockerNameOf(network, options.project ?? name) : null;
    if (dockerName === null || ownNetworks.has(dockerName) || elsewhere.has(dockerName)) continue;
    if ((network.undecided ?? []).length > 0) continue;
    elsewhere.set(dockerName, plainBridge(network, dockerName));
    assumed.push(network.name);
  }
  return { options: assumed.length === 0 ? options : { ...options, elsewhere }, networks: assumed };
}

function plainBridge(network: Network, dockerName: string): Network {
  return {
    ...network,
    dockerName,
    driver: 'bridge',
    external: false,
    internal: false,
    enableIpv4: true,
    enableIpv6: false,
    ipv6Said: true,
    driverOpts: new Map(),
    subnets: [],
  };
}
