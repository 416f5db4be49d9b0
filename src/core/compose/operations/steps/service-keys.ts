// Steps that many operations share: one key of a service, one item of a list under a key.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { addEntry, addItem } from '../../../yaml/add-entry.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { removeUpwards } from '../../../yaml/remove-upwards.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { deref, entryOf, itemsOf, scalarText, type TreeEntry } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { change, type Draft } from './draft.ts';

/** The entry of a key as this service writes it: null where absent, refused where an anchor brings it. */
export function ownEntry(service: Service, key: string): Result<TreeEntry | null> {
  const entry = entryOf(service.tree, key);
  if (!entry) return ok(null);
  if (entry.merged) {
    const message = `"${key}" of ${service.name} comes from the anchor &${entry.merged.anchor}, which others may share; write it in the service or change the anchor`;
    return refuse('merged-in', message);
  }
  if (entry.value.kind === 'alias') {
    const message = `"${key}" of ${service.name} is written as *${entry.value.name}, which others share; write it out or change the anchor`;
    return refuse('alias-shared', message);
  }
  return ok(entry);
}

/** Sets one scalar or whole value of a service; a merged one is overridden here only. */
export function setKey(draft: Draft, service: Service, key: string, value: Writable): Result<Draft> {
  const entry = entryOf(service.tree, key);
  const own = entry !== null && entry.merged === null;
  return change(draft, (slice) =>
    own ? replaceValue(slice, [...draft.path, key], value) : addEntry(slice, draft.path, key, value),
  );
}

/** Removes a key of a service; nothing happens where it is absent. */
export function removeKey(draft: Draft, service: Service, key: string): Result<Draft> {
  const entry = ownEntry(service, key);
  // An alias that stands here can go: only the reference is removed.
  if (!entry.ok && entry.error.code !== 'alias-shared') return entry;
  if (entry.ok && entry.value === null) return ok(draft);
  return change(draft, (slice) => removeUpwards(slice, [...draft.path, key], draft.path.length));
}

/** Adds an item to a list of a service, making the list where there is none. */
export function addToList(draft: Draft, service: Service, key: string, item: Writable): Result<Draft> {
  const entry = ownEntry(service, key);
  if (!entry.ok) return entry;
  if (!entry.value) return change(draft, (slice) => addEntry(slice, draft.path, key, [item]));
  const alone = scalarText(entry.value.value);
  // `dns: 1.1.1.1` is a list of one.
  if (alone !== null) return setKey(draft, service, key, [alone, item]);
  return change(draft, (slice) => addItem(slice, [...draft.path, key], item));
}

/** Removes items of a list by position, and the key with the last of them. */
export function removeFromList(
  draft: Draft,
  service: Service,
  key: string,
  indices: readonly number[],
): Result<Draft> {
  const entry = ownEntry(service, key);
  if (!entry.ok) return entry;
  const list = deref(entry.value?.value);
  if (list?.kind !== 'seq' || indices.length === 0) return ok(draft);
  if (indices.length >= itemsOf(list).length) return removeKey(draft, service, key);
  let result: Result<Draft> = ok(draft);
  for (const index of [...indices].sort((a, b) => b - a)) {
    if (!result.ok) return result;
    result = change(result.value, (slice) => removeNode(slice, [...draft.path, key, index]));
  }
  return result;
}
