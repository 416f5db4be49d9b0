// Adding and dropping Linux capabilities, and taking either back. Names compare as the Engine compares them (K1).

import { ok } from '../../../text/result.ts';
import { normalizeCapability } from '../../project/normalize-capability.ts';
import type { Service } from '../../topology.ts';
import { editService } from '../steps/edit-entity.ts';
import { withService } from '../steps/expect-model.ts';
import type { OperationOf, Planner } from '../planner.ts';
import { addToList, removeFromList } from '../steps/service-keys.ts';

type CapabilityType = 'cap-add' | 'cap-unadd' | 'cap-drop' | 'cap-undrop';

export const capability: Planner<CapabilityType> = {
  plan(document, operation) {
    return editService(document, operation.service, (draft, service) => {
      const key = keyOf(operation) === 'capAdd' ? 'cap_add' : 'cap_drop';
      const found = positions(service, operation);
      if (isAddition(operation)) {
        return found.length > 0 ? ok(draft) : addToList(draft, service, key, operation.capability);
      }
      return removeFromList(draft, service, key, found);
    });
  },
  reduce(topology, operation) {
    const service = topology.services.get(operation.service);
    if (!service) return topology;
    const key = keyOf(operation);
    const found = positions(service, operation);
    if (isAddition(operation)) {
      if (found.length > 0) return topology;
      return withService(topology, operation.service, { [key]: [...service[key], operation.capability] });
    }
    return withService(topology, operation.service, {
      [key]: service[key].filter((_, i) => !found.includes(i)),
    });
  },
};

function keyOf(operation: OperationOf<CapabilityType>): 'capAdd' | 'capDrop' {
  return operation.type === 'cap-add' || operation.type === 'cap-unadd' ? 'capAdd' : 'capDrop';
}

function isAddition(operation: OperationOf<CapabilityType>): boolean {
  return operation.type === 'cap-add' || operation.type === 'cap-drop';
}

function positions(service: Service, operation: OperationOf<CapabilityType>): readonly number[] {
  const wanted = normalizeCapability(operation.capability);
  return service[keyOf(operation)].flatMap((name, i) => (normalizeCapability(name) === wanted ? [i] : []));
}
