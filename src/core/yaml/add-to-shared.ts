// Adding to a list or mapping where it is really written, behind aliases and merge keys: all who share it get it.

import { isMap, isSeq } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { type Result, refuse } from '../text/result.ts';
import { appendEntry, appendItem } from './add-entry.ts';
import { effectiveValue } from './effective-node.ts';
import { findNode, type Slice } from './slice.ts';

/** Adds `name` to the collection under `key` of the entry at `path`, as an item or as a key. */
export function addToShared(slice: Slice, path: readonly string[], key: string, name: string): Result<Edits> {
  const node = effectiveValue(slice, findNode(slice, path)?.node, key);
  if (isSeq(node)) return appendItem(slice, node, name);
  if (isMap(node)) return appendEntry(slice, node, name, node.flow ? {} : null);
  return refuse('not-a-collection', 'there is no list to add to');
}
