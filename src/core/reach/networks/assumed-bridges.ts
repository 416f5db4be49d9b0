// Unknown external networks, assumed to be what `docker network create NAME` creates, as nearly all of them are. Facts of reach never
// depend on this assumption; ways in do, and state it.

import { dockerNameOf } from '../../compose/docker-name-of.ts';
import type { Network, Topology } from '../../compose/topology.ts';
import type { ReachOptions } from '../reach-model.ts';

/** The Engine's own networks, which are not user-defined bridges. */
const engineNetworks: ReadonlySet<string> = new Set(['bridge', 'host', 'none', 'ingress']);

export interface AssumedBridges {
  readonly options: ReachOptions;
  /** The keys of the networks assumed to be bridges. */
  readonly networks: readonly string[];
}

/** Returns the options with each unknown external network assumed to be a plain bridge; the same options when there is none. */
export function assumeBridges({ networks, name }: Topology, options: ReachOptions): AssumedBridges {
  const assumed: string[] = [];
  const elsewhere = new Map(options.elsewhere);
  for (const network of networks.values()) {
    const dockerName = network.external === true ? dockerNameOf(network, options.project ?? name) : null;
    if (dockerName === null || engineNetworks.has(dockerName) || elsewhere.has(dockerName)) continue;
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
    ipv6Stated: true,
    driverOpts: new Map(),
    subnets: [],
  };
}
