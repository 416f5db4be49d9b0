// The name that a network of the files has in the Engine (D1).

import type { Network } from '../../../core/compose/topology.ts';

/** The name; null where it cannot be known. */
export function dockerNetworkName(network: Network, project: string): string | null {
  if (network.dockerName) return network.dockerName;
  if (network.external === 'unknown') return null;
  return network.external ? network.name : `${project}_${network.name}`;
}
