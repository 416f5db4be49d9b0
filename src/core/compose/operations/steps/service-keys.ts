// Steps that many operations share: setting and removing one key of a service, or one item of a list under a key.

import { ok, type Result, refuse } from '../../../text/result.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import {
  childOf,
  deref,
  entryOf,
  itemsOf,
  scalarText,
  type Tree,
  type TreeEntry,
} from '../../../yaml/tree.ts';
import { namespaceOwner } from '../../network-namespaces.ts';
import type { Service, Topology } from '../../topology.ts';
import { change, type Draft } from './edit-entity.ts';

/** Returns the entry of a key that the service has itself: null where absent, refused where it comes from an anchor. */
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

/** Sets one scalar or whole value of a service; a merged one is overridden in this service only. */
export function setKey(draft: Draft, service: Service, key: string, value: Writable): Result<Draft> {
  const entry = entryOf(service.tree, key);
  const isOwn = entry !== null && entry.merged === null;
  return change(
    draft,
    isOwn
      ? { do: 'replace-any', path: [...draft.path, key], value }
      : { do: 'add', path: draft.path, key, value },
  );
}

/** Removes a key of a service; nothing happens where it is absent. */
export function removeKey(draft: Draft, service: Service, key: string): Result<Draft> {
  const entry = ownEntry(service, key);
  // An alias that stands here can go: only the reference is removed.
  if (!entry.ok && entry.error.code !== 'alias-shared') return entry;
  if (entry.ok && entry.value === null) return ok(draft);
  return change(draft, { do: 'remove-upwards', path: [...draft.path, key], keep: draft.path.length });
}

/** Removes the last part of a list or mapping of a service, and the key with it unless the key has comments of its own. */
export function emptyKey(draft: Draft, service: Service, key: string): Result<Draft> {
  const entry = ownEntry(service, key);
  const value = entry.ok ? deref(entry.value?.value) : null;
  const held = value?.kind === 'seq' || value?.kind === 'map';
  if (!held || !draft.isCommented(key)) return removeKey(draft, service, key);
  return change(draft, { do: 'replace', path: [...draft.path, key], value: value.kind === 'seq' ? [] : {} });
}

/** Adds an item to a list of a service, and the list where it is missing. */
export function addToList(draft: Draft, service: Service, key: string, item: Writable): Result<Draft> {
  const entry = ownEntry(service, key);
  if (!entry.ok) return entry;
  if (!entry.value) return change(draft, { do: 'add', path: draft.path, key, value: [item] });
  const alone = scalarText(entry.value.value);
  // `dns: 1.1.1.1` is a list of one.
  if (alone !== null) return setKey(draft, service, key, [alone, item]);
  return change(draft, { do: 'append', path: [...draft.path, key], value: item });
}

/** Removes items of a list by position, and the key with the last of them, like `emptyKey`. */
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
  if (indices.length >= itemsOf(list).length) return emptyKey(draft, service, key);
  let result: Result<Draft> = ok(draft);
  for (const index of [...indices].sort((a, b) => b - a)) {
    if (!result.ok) return result;
    result = change(result.value, { do: 'remove', path: [...draft.path, key, index] });
  }
  return result;
}

/**
 * True when a list item has the name `item`: its text, the part before `=` or `:`, the target of a mount, or the source of a config without
 * a target.
 */
export function hasName(tree: Tree, item: string): boolean {
  const text = scalarText(tree) ?? scalarText(childOf(tree, 'target')) ?? scalarText(childOf(tree, 'source'));
  if (text === null) return false;
  if (text === item || text.split('=', 1)[0] === item) return true;
  const parts = text.split(':');
  return parts[0] === item || parts[1] === item;
}

/**
 * Refuses a key that only the owner of a network namespace may have (A9), for a service that joined another one; the choice is the same
 * operation on the owner. Null for any other service.
 */
export function refuseJoined(
  topology: Topology,
  service: Service,
  what: string,
  onOwner: (owner: string) => string,
): Result<never> | null {
  const { mode, name } = service;
  if (mode.kind !== 'service' && mode.kind !== 'container') return null;
  const owner = namespaceOwner(topology, service)?.name ?? null;
  const choices = owner === null ? [] : [{ label: `set it on ${owner}`, operation: onOwner(owner) }];
  return refuse(
    'owner-only',
    `${name} is joined to ${mode.of}, so only ${mode.of} can have ${what}`,
    choices,
  );
}
