// The name a network has in Docker, as far as the file says it.

import type { Network } from '../../../compose/topology.ts';

/** `name:`, else the key of an external network, else `<project>_<key>`; null without a project name. */
export function dockerNameOf(network: Network, project: string | null): string | null {
  if (network.dockerName !== null) return network.dockerName;
  if (network.external === true) return network.name;
  return project === null ? null : `${project}_${network.name}`;
}
