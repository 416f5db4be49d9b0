// Adding and dropping Linux capabilities, and undoing either. Names are compared as the Engine does (K1).

import { ok, type Result, refuse } from '../../../text/result.ts';
import { nearestCapability, normalizeCapability } from '../../project/read/capabilities.ts';
import type { OperationKind } from '../operation-kind.ts';
import { editService } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { addToList, removeFromList } from '../steps/service-keys.ts';

interface CapabilityOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly capability: string;
}

export const capAdd = addition('cap-add', 'capAdd');
export const capUnadd = removal('cap-unadd', 'capAdd');
export const capDrop = addition('cap-drop', 'capDrop');
export const capUndrop = removal('cap-undrop', 'capDrop');

type Field = 'capAdd' | 'capDrop';

const KEYS = { capAdd: 'cap_add', capDrop: 'cap_drop' } as const;

function addition<T extends string>(type: T, field: Field): OperationKind<CapabilityOperation<T>> {
  return {
    ...form(type, field),
    refuseValue: ({ capability }) => refuseCapability(capability),
    plan(document, { service: name, capability }) {
      return editService(document, name, (draft, service) =>
        positions(service[field], capability).length > 0
          ? ok(draft)
          : addToList(draft, service, KEYS[field], capability),
      );
    },
  };
}

function removal<T extends string>(type: T, field: Field): OperationKind<CapabilityOperation<T>> {
  return {
    ...form(type, field),
    plan(document, { service: name, capability }) {
      return editService(document, name, (draft, service) =>
        removeFromList(draft, service, KEYS[field], positions(service[field], capability)),
      );
    },
  };
}

function form<T extends string>(
  type: T,
  field: Field,
): Pick<OperationKind<CapabilityOperation<T>>, 'type' | 'usage' | 'parse' | 'format' | 'editedKey'> {
  return {
    type,
    usage: 'SERVICE:CAPABILITY',
    parse(text) {
      const fields = twoFields(text);
      return fields && { type, service: fields[0], capability: fields[1] };
    },
    format: ({ service, capability }) => [service, capability],
    editedKey: () => KEYS[field],
  };
}

function positions(names: readonly string[], capability: string): readonly number[] {
  const wanted = normalizeCapability(capability);
  return names.flatMap((name, i) => (normalizeCapability(name) === wanted ? [i] : []));
}

/** A text with a variable may be a capability. */
function refuseCapability(text: string): Result<never> | null {
  if (text.includes('$') || normalizeCapability(text) !== null) return null;
  const right = nearestCapability(text) ?? 'ALL, or a name such as NET_BIND_SERVICE';
  return refuse('invalid-capability', `"${text}" is no capability; write ${right}`);
}
