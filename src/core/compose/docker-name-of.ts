// Names of networks in Docker, and the network that a `network_mode` names by its name there (A20).

import type { Attachment, Network, NetworkMode, Topology } from './topology.ts';

type Named = Pick<Network, 'name' | 'dockerName' | 'external' | 'origin'>;

interface NamedNetworks {
  readonly networks: ReadonlyMap<string, Named>;
  readonly name: string | null;
}

/**
 * `name:`, else the key of an external network, else `<project>_<key>`; null where that depends on something unknown: whether it is
 * external, or the name of the project.
 */
export function dockerNameOf(network: Named, project: string | null): string | null {
  if (network.dockerName !== null) return network.dockerName;
  if (network.external === true) return network.name;
  if (network.external === 'unknown') return null;
  return project === null ? null : `${project}_${network.name}`;
}

/** The key of the network that `mode` names; null for a mode that names none. */
export function modeNetwork(topology: NamedNetworks, mode: NetworkMode): string | null {
  if (mode.kind !== 'network') return null;
  for (const network of topology.networks.values()) {
    if (dockerNameOf(network, topology.name) === mode.of) return network.name;
  }
  return keyOutside(topology.networks, mode.of);
}

/** The networks of a service, by key: those it attaches to, or the one that its `network_mode` names. */
export function networksOf(
  topology: NamedNetworks,
  service: { readonly mode: NetworkMode; readonly attachments: readonly Pick<Attachment, 'network'>[] },
): readonly string[] {
  const named = modeNetwork(topology, service.mode);
  return named === null ? service.attachments.map(({ network }) => network) : [named];
}

/**
 * A key for a network that is not in the file: its name in Docker. Where the file uses that name for another network, the key gets a prefix that
 * no file can write.
 */
function keyOutside(networks: ReadonlyMap<string, Named>, dockerName: string): string {
  const known = networks.get(dockerName);
  return known === undefined || known.origin === 'by-mode' ? dockerName : `docker:${dockerName}`;
}

/**
 * The name of a network in Docker that renaming its key would change, which makes a second network there unless the name is written
 * first; null where it does not change, or is unknown.
 */
export function dockerNameToKeep(topology: Topology, network: Network): string | null {
  if (network.origin !== 'declared' || network.external === true) return null;
  return network.dockerName === null ? dockerNameOf(network, topology.name) : null;
}
