// A part of a project, to be drawn alone: these services with their networks, and these networks with who is on them.

import { networksOf } from '../../compose/docker-name-of.ts';
import { namespaceHolder } from '../../compose/network-namespaces.ts';
import type { Service, Topology } from '../../compose/topology.ts';

export interface SvgPart {
  readonly services: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
}

/** The topology of a part, in file order. A card is taken with whoever is joined to it, and a joined one with its owner. */
export function partOfTopology(topology: Topology, part: SvgPart): Topology {
  const ownerOf = (service: Service): string => namespaceHolder(topology, service)?.name ?? service.name;
  const owners = new Set<string>();
  for (const service of topology.services.values()) {
    const member = networksOf(topology, service).some((network) => part.networks.has(network));
    if (member || part.services.has(service.name)) owners.add(ownerOf(service));
  }
  const services = [...topology.services].filter(([, service]) => owners.has(ownerOf(service)));
  const around = new Set(part.networks);
  for (const [, service] of services)
    for (const network of networksOf(topology, service)) around.add(network);
  const networks = [...topology.networks].filter(([name]) => around.has(name));
  return { ...topology, services: new Map(services), networks: new Map(networks) };
}
