// The structure of a deployment against the files: no packet is sent.

import { compareContainers } from './compare-containers.ts';
import { compareEndpoints } from './compare-endpoints.ts';
import { compareNetworks } from './compare-networks.ts';
import { comparePorts } from './compare-ports.ts';
import { compareRights } from './compare-rights.ts';
import type { StructureContext } from './structure-context.ts';

/** Compares everything that the Engine reports; `project` is the name that its networks carry. */
export function compareDeployment(context: StructureContext, project: string): void {
  compareContainers(context);
  compareNetworks(context, project);
  for (const container of context.deployment.containers) {
    const service = context.topology.services.get(container.service);
    if (!service || !context.reach.facts.has(service.name)) continue;
    const label = service.replicas > 1 ? container.name : service.name;
    compareEndpoints(context, project, service, container, label);
    comparePorts(context, service, container, label);
    compareRights(context, service, container, label);
  }
}
