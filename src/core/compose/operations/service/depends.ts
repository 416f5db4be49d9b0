// Adding a dependency that starts a service after another one, and removing it.

import { ok, type Result } from '../../../text/result.ts';
import { deref, entryOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { otherField, serviceField, textField, wordField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService, serviceOf } from '../steps/edit-entity.ts';
import { addToList, emptyKey, ownEntry, removeFromList, setKey } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    depends: Depends;
    undepends: DependsOperation<'undepends'>;
  }
}

interface DependsOperation<T extends string> {
  readonly type: T;
  readonly service: string;
  readonly target: string;
}

interface Depends extends DependsOperation<'depends'> {
  /** True where the target's health check has to pass before. */
  readonly healthy?: true;
}

const depends = operationKind<Depends>({
  type: 'depends',
  effect: "Starts the service after another one; with `healthy`, once that one's health check passes.",
  fields: [
    serviceField,
    otherField('target', ':TARGET'),
    wordField<Pick<Depends, 'healthy'>>('healthy', { healthy: true }, {}, ({ healthy }) => healthy === true),
  ],
  keys: ['depends_on'],
  plan(document, { service: name, target, healthy }) {
    const known = serviceOf(document, target);
    if (!known.ok) return known;
    return editService(document, name, (draft, service) => {
      if (healthy) return waitForHealth(draft, service, target);
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

/** Makes a service start once the health check of another one passes; a list becomes a mapping, whose other entries say what held before. */
function waitForHealth(draft: Draft, service: Service, target: string): Result<Draft> {
  const before = service.dependsOn.find((dependency) => dependency.service === target);
  if (before?.condition === 'service_healthy') return ok(draft);
  const entry = ownEntry(service, 'depends_on');
  if (!entry.ok) return entry;
  const path = [...draft.path, 'depends_on'];
  const written = deref(entry.value?.value);
  if (written?.kind === 'map' && written.entries.length > 0) {
    const has = entryOf(entryOf(written, target)?.value ?? null, 'condition') !== null;
    if (before && !has)
      return change(draft, { do: 'add', path: [...path, target], key: 'condition', value: healthy });
    return change(
      draft,
      before
        ? { do: 'replace-any', path: [...path, target, 'condition'], value: healthy }
        : { do: 'add', path, key: target, value: { condition: healthy } },
    );
  }
  if (written?.kind !== 'seq' || itemsOf(written).length === 0)
    return setKey(draft, service, 'depends_on', { [target]: { condition: healthy } });
  let result = change(draft, { do: 'name', path });
  for (const item of itemsOf(written)) {
    if (!result.ok) return result;
    const other = scalarText(item) ?? '';
    const condition = other === target ? healthy : 'service_started';
    result = change(result.value, { do: 'add', path: [...path, other], key: 'condition', value: condition });
  }
  return !result.ok || before
    ? result
    : change(result.value, { do: 'add', path, key: target, value: { condition: healthy } });
}

const healthy = 'service_healthy';

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
