// Renaming a network in the file makes a second one in Docker, unless its name there is written down first.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Network, Topology } from '../compose/topology.ts';

/** The name of a network in Docker that a rename would change; null where it stays by itself or is not known. */
export function dockerNameToKeep(topology: Topology, network: Network): string | null {
  if (network.origin !== 'declared' || network.external === true) return null;
  return network.dockerName === null ? dockerNameOf(network, topology.name) : null;
}
