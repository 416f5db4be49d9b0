// A running project against its files, as far as the Engine reports them itself: containers, networks, endpoints, ports, rights.

import type { Service } from '../../../core/compose/topology.ts';
import type { RunningContainer } from '../../../core/host/running/running-host.ts';
import { compareContainers } from './compare-containers.ts';
import { compareEndpoints } from './compare-endpoints.ts';
import { compareNetworks } from './compare-networks.ts';
import { comparePorts } from './compare-ports.ts';
import { compareStructure, namesText, recreateAdvice, type StructureContext } from './structure-context.ts';

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

/** Compares the rights of one container; `label` names it. */
function compareRights(
  context: StructureContext,
  service: Service,
  container: RunningContainer,
  label: string,
): void {
  const compare = (fact: string, key: string, predicted: string, measured: string): void => {
    const at = ['services', service.name, key];
    compareStructure(context, `${label} ${fact}`, at, { predicted, measured }, recreateAdvice(service.name));
  };
  compare('capabilities added', 'cap_add', capabilities(service.capAdd), capabilities(container.capAdd));
  compare('capabilities dropped', 'cap_drop', capabilities(service.capDrop), capabilities(container.capDrop));
  if (service.privileged === 'unknown') {
    context.tally.skipped.push({ fact: `${label} privileged`, reason: 'the file leaves it unknown' });
  } else {
    compare('privileged', 'privileged', String(service.privileged), String(container.privileged));
  }
  // Without `user` the image decides, which the file does not state.
  if (service.user !== null) compare('user', 'user', service.user, container.user || 'not set');
}

/** K1: in any case, with or without the prefix. */
function capabilities(names: readonly string[]): string {
  return namesText(names.map((name) => name.toUpperCase().replace(/^CAP_/, '')));
}
