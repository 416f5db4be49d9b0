// Adding a dependency that starts a service after another one, and removing it.

import { ok, type Result } from '../../../text/result.ts';
import { deref, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { otherField, serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService, serviceOf } from '../steps/edit-entity.ts';
import { addToList, emptyKey, ownEntry, removeFromList } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    depends: DependsOperation<'depends'>;
    undepends: DependsOperation<'undepends'>;
  }
}

interface DependsOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly target: string;
}

const depends = operationKind<DependsOperation<'depends'>>({
  type: 'depends',
  effect: 'Starts the service after another one.',
  fields: [serviceField, otherField('target', ':TARGET')],
  keys: ['depends_on'],
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
});

const undepends = operationKind<DependsOperation<'undepends'>>({
  type: 'undepends',
  effect: 'Removes a dependency on the start of another service.',
  replaces: true,
  fields: [
    serviceField,
    textField('target', ':TARGET', (place) => place.service.dependsOn.map(({ service }) => service)),
  ],
  keys: ['depends_on'],
  plan(document, { service: name, target }) {
    return editService(document, name, (draft, service) => dropDependency(draft, service, target));
  },
});

export const operations = [depends, undepends];

/** Removes one dependency of a service, and the key with the last of them. */
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
