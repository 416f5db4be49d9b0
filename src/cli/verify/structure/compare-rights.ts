// Rights of a container: capabilities, privileged, user (K1 to K7).

import type { Service } from '../../../core/compose/topology.ts';
import type { RunningContainer } from '../deployment.ts';
import { compareStructure, namesText, recreateAdvice, type StructureContext } from './structure-context.ts';

/** Compares the rights of one container; `label` names it. */
export function compareRights(
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
