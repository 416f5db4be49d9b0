// Adding a dependency that starts a service after another one, and removing it.

import { ok, type Result } from '../../../text/result.ts';
import { deref, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft, editService, serviceOf } from '../steps/edit-entity.ts';
import { twoFields } from '../steps/fields.ts';
import { addToList, emptyKey, ownEntry, removeFromList } from '../steps/service-keys.ts';

interface DependsOperation<T extends 'depends' | 'undepends'> {
  readonly type: T;
  readonly service: string;
  readonly target: string;
}

/** What the operations `depends` and `undepends` have in common. */
function dependsForm<T extends 'depends' | 'undepends'>(
  type: T,
): Pick<OperationKind<DependsOperation<T>>, 'type' | 'usage' | 'parse' | 'format' | 'editedKey'> {
  return {
    type,
    usage: 'SERVICE:TARGET',
    parse(text) {
      const fields = twoFields(text);
      return fields && { type, service: fields[0], target: fields[1] };
    },
    format: ({ service, target }) => [service, target],
    editedKey: () => 'depends_on',
  };
}

export const depends: OperationKind<DependsOperation<'depends'>> = {
  ...dependsForm('depends'),
  plan(document, { service: name, target }) {
    const known = serviceOf(document, target);
    if (!known.ok) return known;
    return editService(document, name, (draft, service) => {
      if (service.dependsOn.some((dependency) => dependency.service === target)) return ok(draft);
      const entry = ownEntry(service, 'depends_on');
      if (!entry.ok) return entry;
      const written = deref(entry.value?.value);
      if (written?.kind !== 'map' || written.entries.length === 0)
        return addToList(draft, service, 'depends_on', target);
      const value = { condition: 'service_started' };
      return change(draft, { do: 'add', path: [...draft.path, 'depends_on'], key: target, value });
    });
  },
};

export const undepends: OperationKind<DependsOperation<'undepends'>> = {
  ...dependsForm('undepends'),
  plan(document, { service: name, target }) {
    return editService(document, name, (draft, service) => dropDependency(draft, service, target));
  },
};

/** Takes one start order out of a service, and the key with the last of them. */
export function dropDependency(draft: Draft, service: Service, target: string): Result<Draft> {
  if (!service.dependsOn.some((dependency) => dependency.service === target)) return ok(draft);
  if (service.dependsOn.length === 1) return emptyKey(draft, service, 'depends_on');
  const entry = ownEntry(service, 'depends_on');
  if (!entry.ok) return entry;
  const written = deref(entry.value?.value);
  if (written?.kind === 'map') {
    return change(draft, { do: 'remove', path: [...draft.path, 'depends_on', target] });
  }
  const index = itemsOf(written).findIndex((item) => scalarText(item) === target);
  return removeFromList(draft, service, 'depends_on', index < 0 ? [] : [index]);
}
