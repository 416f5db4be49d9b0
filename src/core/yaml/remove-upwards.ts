// Taking something away together with what would be empty without it.

import { isMap, isSeq } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { ok, type Result } from '../text/result.ts';
import { removeNode } from './remove-node.ts';
import { replaceValue } from './replace-value.ts';
import { findNode, type Slice } from './slice.ts';
import { lineEnd } from './text-position.ts';
import type { Path } from './tree.ts';

/** Removes what stands at `path`, and its parents that hold nothing else, down to a depth of `keep` steps, which stays empty. */
export function removeUpwards(slice: Slice, path: Path, keep: number): Result<Edits> {
  let target = path;
  while (target.length > keep && isAlone(slice, target.slice(0, -1))) target = target.slice(0, -1);
  if (target.length > keep) return removeNode(slice, target);
  const emptied = replaceValue(slice, target, {});
  const last = emptied.ok ? emptied.value.at(-1) : undefined;
  if (!emptied.ok || !last || !slice.text.slice(last.from, last.to).includes('\n')) return emptied;
  // What stands beside the last line that goes is about that line.
  return ok([...emptied.value.slice(0, -1), { ...last, to: lineEnd(slice.text, last.to) }]);
}

function isAlone(slice: Slice, path: Path): boolean {
  const node = findNode(slice, path)?.node;
  return (isMap(node) || isSeq(node)) && node.items.length === 1;
}
