// Removing one key of a service, or one item of it.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { deref, entriesOf, entryOf, itemsOf } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import type { OperationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { splitFields } from '../steps/fields.ts';
import { emptyKey, isMeant, ownEntry, removeFromList, removeKey } from '../steps/service-keys.ts';

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
};

function removeItem(draft: Draft, service: Service, key: string, item: string): Result<Draft> {
  const entry = ownEntry(service, key);
  if (!entry.ok) return entry;
  const value = deref(entry.value?.value);
  if (value?.kind === 'map') {
    const entries = entriesOf(value);
    const ownTreeEntry = entryOf(value, item);
    if (!ownTreeEntry) return ok(draft);
    if (ownTreeEntry.merged) return refuse('merged-in', `${item} of ${service.name} comes from an anchor`);
    if (entries.length === 1) return emptyKey(draft, service, key);
    return change(draft, { do: 'remove', path: [...draft.path, key, item] });
  }
  const indices = itemsOf(value).flatMap((tree, i) => (isMeant(tree, item) ? [i] : []));
  return removeFromList(draft, service, key, indices);
}
