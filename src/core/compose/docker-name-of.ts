// Names of networks in Docker, and the network that a `network_mode` names by its name there (A20).

import type { Attachment, Network, NetworkMode, Topology } from './topology.ts';

type NetworkNaming = Pick<Network, 'name' | 'dockerName' | 'external' | 'origin'>;

interface NamedNetworks {
  readonly networks: ReadonlyMap<string, NetworkNaming>;
  readonly name: string | null;
}

/**
 * Returns a network's Docker name: `name:`, else the key of an external network, else `<project>_<key>`; null when that depends on an
 * unknown, `external` or the project's name.
 */
export function dockerNameOf(network: NetworkNaming, project: string | null): string | null {
  if (network.dockerName !== null) return network.dockerName;
  if (network.external === true) return network.name;
  if (network.external === 'unknown') return null;
  return project === null ? null : `${project}_${network.name}`;
}

/** Returns the key of the network that `mode` names; null for a mode without a network. */
export function modeNetwork(topology: NamedNetworks, mode: NetworkMode): string | null {
  if (mode.kind !== 'network') return null;
  for (const network of topology.networks.values()) {
    if (dockerNameOf(network, topology.name) === mode.of) return network.name;
  }
  return keyForOutsideNetwork(topology.networks, mode.of);
}

/** Returns the keys of a service's networks: those it attaches to, or the one that its `network_mode` names. */
export function networksOf(
  topology: NamedNetworks,
  service: { readonly mode: NetworkMode; readonly attachments: readonly Pick<Attachment, 'network'>[] },
): readonly string[] {
  const named = modeNetwork(topology, service.mode);
  return named === null ? service.attachments.map(({ network }) => network) : [named];
}

/**
 * Returns a key for a network outside the file: its Docker name, with a prefix that no file can contain when the file uses that name for
 * another network.
 */
function keyForOutsideNetwork(networks: ReadonlyMap<string, NetworkNaming>, dockerName: string): string {
  const known = networks.get(dockerName);
  return known === undefined || known.origin === 'by-mode' ? dockerName : `docker:${dockerName}`;
}

/**
 * Returns the Docker name that renaming a network's key would change, creating a second network unless the name is stated first; null when
 * the name does not change or is unknown.
 */
export function dockerNameToKeep(topology: Topology, network: Network): string | null {
  if (network.origin !== 'declared' || network.external === true) return null;
  return network.dockerName === null ? dockerNameOf(network, topology.name) : null;
}
