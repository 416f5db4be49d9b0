// Removing one key of a service, or one item of it.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { deref, entriesOf, entryOf, itemsOf } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { serviceField, textField } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { change, type Draft, editService } from '../steps/edit-entity.ts';
import { emptyKey, hasName, ownEntry, removeFromList, removeKey } from '../steps/service-keys.ts';

declare module '../operation.ts' {
  interface Operations {
    unset: Unset;
  }
}

interface Unset {
  readonly type: 'unset';
  readonly service: string;
  readonly key: string;
  /** The item to remove: an environment key, a mount's target, a link's service, a list item; null for the whole key. */
  readonly item: string | null;
}

const unset = operationKind<Unset>({
  type: 'unset',
  effect: 'Removes a key, or one item of it; an emptied key goes too.',
  replaces: true,
  fields: [
    serviceField,
    textField('key', ':KEY', ({ service }) => entriesOf(service.tree).map(({ key }) => key)),
    {
      usage: '[:ITEM]',
      parse: (text = '') => ({ item: text === '' ? null : text }),
      format: ({ item }) => item ?? null,
      examples: () => [{ item: null }],
    },
  ],
  keys: ({ key }) => [key],
  plan(document, { service: name, key, item }) {
    return editService(document, name, (draft, service) => {
      if (item === null) return removeKey(draft, service, key);
      return removeItem(draft, service, key, item);
    });
  },
});

export const operations = [unset];

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
  const indices = itemsOf(value).flatMap((tree, i) => (hasName(tree, item) ? [i] : []));
  return removeFromList(draft, service, key, indices);
}
