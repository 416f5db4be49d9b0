// Removing one key of a service, or one item of it.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { deref, entriesOf, entryOf, itemsOf, type MapTree, type Tree } from '../../../yaml/tree.ts';
import { projectService } from '../../project/read/project-service.ts';
import type { Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { splitFields } from '../steps/fields.ts';
import { isMeant, ownEntry, removeFromList, removeKey } from '../steps/service-keys.ts';

/** Removes one key of a service, or one item of it. */
interface Unset {
  readonly type: 'unset';
  readonly service: string;
  readonly key: string;
  /** An environment key, a mount's target, a link's service, a list item; null for the whole key. */
  readonly item: string | null;
}

export const unset: OperationKind<Unset> = {
  type: 'unset',
  usage: 'SERVICE:KEY[:ITEM]',
  parse(text) {
    const [service = '', key = '', item = ''] = splitFields(text, 3);
    return service === '' || key === ''
      ? null
      : { type: 'unset', service, key, item: item === '' ? null : item };
  },
  format: ({ service, key, item }) => [service, key, ...(item === null ? [] : [item])],
  editedKey: ({ key }) => key,
  plan(document, { service: name, key, item }) {
    return editService(document, name, (draft, service) => {
      if (item === null) return removeKey(draft, service, key);
      return removeItem(draft, service, key, item);
    });
  },
  reduce(topology, { service: name, key, item }, environment) {
    const service = topology.services.get(name);
    const tree = deref(service?.tree);
    if (!service || tree?.kind !== 'map') return topology;
    const entries = tree.entries.flatMap((entry) => {
      if (entry.key !== key) return [entry];
      const value = item === null ? null : without(entry.value, item);
      return value ? [{ ...entry, value }] : [];
    });
    const pruned: MapTree = { ...tree, entries };
    const services = new Map(topology.services).set(name, projectService(name, pruned, environment));
    return { ...topology, services };
  },
};

function removeItem(draft: Draft, service: Service, key: string, item: string): Result<Draft> {
  const entry = ownEntry(service, key);
  if (!entry.ok) return entry;
  const value = deref(entry.value?.value);
  if (value?.kind === 'map') {
    const entries = entriesOf(value);
    const own = entryOf(value, item);
    if (!own) return ok(draft);
    if (own.merged) return refuse('merged-in', `${item} of ${service.name} comes from an anchor`);
    if (entries.length === 1) return removeKey(draft, service, key);
    return change(draft, { do: 'remove', path: [...draft.path, key, item] });
  }
  const indices = itemsOf(value).flatMap((one, i) => (isMeant(one, item) ? [i] : []));
  return removeFromList(draft, service, key, indices);
}

function without(tree: Tree, item: string): Tree | null {
  const value = deref(tree);
  if (value?.kind === 'map') {
    const entries = value.entries.filter((entry) => entry.key !== item);
    return entries.length > 0 ? { ...value, entries } : null;
  }
  if (value?.kind !== 'seq') return value;
  const items = value.items.filter((one) => !isMeant(one, item));
  return items.length > 0 ? { ...value, items } : null;
}
