// Giving a key another name; its quotes stay.

import { isScalar } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { formatScalar, quoteScalar } from './format-value.ts';
import { findNode, type Slice } from './slice.ts';
import type { Path } from './tree.ts';

/** Renames the key of the entry at `path`. */
export function renameKey(slice: Slice, path: Path, name: string): Result<Edits> {
  const key = findNode(slice, path)?.pair?.key;
  if (!isScalar(key) || !key.range) return refuse('not-found', 'the key to rename is not written here');
  const [from, to] = key.range;
  const { type } = key;
  const quote = type === 'QUOTE_DOUBLE' ? '"' : type === 'QUOTE_SINGLE' ? "'" : null;
  return ok([{ from, to, insert: quote ? quoteScalar(name, quote) : formatScalar(name, slice.style) }]);
}
