// Adding and dropping Linux capabilities, and undoing either. Names are compared as the Engine does (K1).

import { ok, type Result, refuse } from '../../../text/result.ts';
import { nearestCapability, normalizeCapability } from '../../project/read/capabilities.ts';
import { serviceField, textField } from '../field.ts';
import { type OperationKind, operationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { addToList, removeFromList } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    'cap-add': CapabilityOperation<'cap-add'>;
    'cap-unadd': CapabilityOperation<'cap-unadd'>;
    'cap-drop': CapabilityOperation<'cap-drop'>;
    'cap-undrop': CapabilityOperation<'cap-undrop'>;
  }
}

interface CapabilityOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly capability: string;
}

type CapabilityList = 'capAdd' | 'capDrop';

const KEYS = { capAdd: 'cap_add', capDrop: 'cap_drop' } as const;

export const operations = [
  addition('cap-add', 'Adds a capability.', 'capAdd', ['CHOWN']),
  removal('cap-unadd', 'Removes an added capability.', 'capAdd'),
  addition('cap-drop', 'Drops a capability.', 'capDrop', ['ALL']),
  removal('cap-undrop', 'Removes a dropped capability.', 'capDrop'),
];

function addition<T extends string>(
  type: T,
  effect: string,
  held: CapabilityList,
  examples: readonly string[],
): OperationKind<CapabilityOperation<T>> {
  return operationKind<CapabilityOperation<T>>({
    type,
    effect,
    fields: [serviceField, textField('capability', ':CAPABILITY', examples)],
    keys: [KEYS[held]],
    refuseValue: ({ capability }) => refuseCapability(capability),
    plan(document, { service: name, capability }) {
      return editService(document, name, (draft, service) =>
        capabilityIndices(service[held], capability).length > 0
          ? ok(draft)
          : addToList(draft, service, KEYS[held], capability),
      );
    },
  });
}

function removal<T extends string>(
  type: T,
  effect: string,
  held: CapabilityList,
): OperationKind<CapabilityOperation<T>> {
  return operationKind<CapabilityOperation<T>>({
    type,
    effect,
    replaces: true,
    fields: [serviceField, textField('capability', ':CAPABILITY', ({ service }) => service[held])],
    keys: [KEYS[held]],
    plan(document, { service: name, capability }) {
      return editService(document, name, (draft, service) =>
        removeFromList(draft, service, KEYS[held], capabilityIndices(service[held], capability)),
      );
    },
  });
}

function capabilityIndices(names: readonly string[], capability: string): readonly number[] {
  const wanted = normalizeCapability(capability);
  return names.flatMap((name, i) => (normalizeCapability(name) === wanted ? [i] : []));
}

/** Refuses a text that is no capability; one with a variable may be. */
function refuseCapability(text: string): Result<never> | null {
  if (text.includes('$') || normalizeCapability(text) !== null) return null;
  const right = nearestCapability(text) ?? 'ALL, or a name such as NET_BIND_SERVICE';
  return refuse('invalid-capability', `"${text}" is no capability; write ${right}`);
}
