// One model from the services and networks of a file, with networks that are used but not declared, profiles and unset variables.
// Checks are in `validate-topology.ts`.

import { deref, type Tree } from '../../../yaml/tree.ts';
import { modeNetwork } from '../../docker-name-of.ts';
import { normalizedName } from '../../environment/project-name.ts';
import type { Network, Service, Topology } from '../../topology.ts';
import { collectUnset, interpolate } from '../values/interpolate.ts';
import { readText } from '../values/read-scalar.ts';
import { projectNetwork } from './project-network.ts';

/** The projected parts of a file, in file order. */
export interface TopologyParts {
  readonly services: readonly Service[];
  readonly networks: readonly Network[];
  /** The value of the top-level `name`. */
  readonly name: Tree | null;
  readonly otherKeys: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * Returns the model: declared networks in file order, then the implicit default, then undeclared ones and those of a `network_mode` in
 * order of use.
 */
export function assembleTopology(parts: TopologyParts): Topology {
  const services = new Map<string, Service>();
  for (const service of parts.services) {
    // `!reset` on a whole service removes it.
    if (deref(service.tree)?.tag !== '!reset') services.set(service.name, service);
  }
  const networks = new Map<string, Network>();
  for (const network of parts.networks) {
    if (network.tree?.tag !== '!reset') networks.set(network.name, network);
  }
  const missing = missingNetworks(services, networks, parts.environment);
  for (const network of missing) networks.set(network.name, network);
  const name = normalizedName(readText(parts.name, parts.environment) ?? '') || null;
  for (const network of networksByMode(services, networks, name)) networks.set(network.name, network);

  const profiles = new Set<string>();
  const unset = new Set<string>(collectUnset(parts.name, parts.environment));
  for (const service of services.values()) {
    for (const profile of service.profiles) profiles.add(profile);
    for (const variable of service.unset) unset.add(variable);
  }
  for (const network of networks.values()) {
    for (const variable of network.unset) unset.add(variable);
  }
  return {
    services,
    networks,
    name,
    profiles: [...profiles].sort(),
    // Compose sets this one itself, also where its value is not known here.
    unsetVariables: [...unset].filter((variable) => variable !== 'COMPOSE_PROJECT_NAME').sort(),
    otherKeys: [...parts.otherKeys].sort(),
  };
}

/** Returns every network that a service uses and the file does not declare: `default` first (A6), the others by first use (A5). */
function missingNetworks(
  services: ReadonlyMap<string, Service>,
  declared: ReadonlyMap<string, Network>,
  environment: ReadonlyMap<string, string>,
): readonly Network[] {
  const names = new Set<string>();
  for (const service of services.values()) {
    for (const { network } of service.attachments) if (!declared.has(network)) names.add(network);
  }
  const used: Network[] = [];
  if (names.delete('default')) used.push(withOrigin('default', 'implicit'));
  for (const name of names) {
    const { unset } = interpolate(name, environment);
    const network = withOrigin(name, 'undeclared');
    // The text as written is the name of the network that the variable would name.
    used.push(unset.length > 0 ? { ...network, unset, undecided: ['key'] } : network);
  }
  return used;
}

/** A20: returns every network that a `network_mode` names and the file lacks; created outside the file, so external. */
function networksByMode(
  services: ReadonlyMap<string, Service>,
  networks: ReadonlyMap<string, Network>,
  name: string | null,
): readonly Network[] {
  const found = new Map<string, Network>();
  for (const { mode } of services.values()) {
    const key = modeNetwork({ networks, name }, mode);
    if (key === null || mode.kind !== 'network' || networks.has(key)) continue;
    found.set(key, { ...withOrigin(key, 'by-mode'), dockerName: mode.of, external: true });
  }
  return [...found.values()];
}

function withOrigin(name: string, origin: Network['origin']): Network {
  return { ...projectNetwork(name, null, new Map()), origin };
}
