// Edits at a key: its name, and the tag or anchor between it and its value. The value stays as it is.

import { isScalar } from 'yaml';
import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { formatScalar, quoteScalar } from './format-value.ts';
import { afterColon, findNode, isUnwritten, type Slice } from './slice.ts';
import type { Path } from './tree.ts';

/** Renames the key of the entry at `path`; its quotes stay. */
export function renameKey(slice: Slice, path: Path, name: string): Result<Edits> {
  const key = findNode(slice, path)?.pair?.key;
  if (!isScalar(key) || !key.range) return refuse('not-found', 'the key to rename is not written here');
  const [from, to] = key.range;
  const { type } = key;
  const quote = type === 'QUOTE_DOUBLE' ? '"' : type === 'QUOTE_SINGLE' ? "'" : null;
  return ok([{ from, to, insert: quote ? quoteScalar(name, quote) : formatScalar(name, slice.style) }]);
}

/** The most characters in which another tag is looked for. */
const LONGEST_TAG = 500;

/** Writes `tag` between the key at `path` and its value, in place of another tag: `key: !override [a]`, `key: !reset null`. */
export function addTag(slice: Slice, path: Path, tag: string): Result<Edits> {
  const pair = findNode(slice, path)?.pair;
  if (!pair) return refuse('not-found', 'the key to tag is not written here');
  const at = afterColon(slice.text, pair);
  const former = /^[ \t]+![^\s,[\]{}]*/.exec(slice.text.slice(at, at + LONGEST_TAG))?.[0].length ?? 0;
  return ok([{ from: at, to: at + former, insert: isUnwritten(pair.value) ? ` ${tag} null` : ` ${tag}` }]);
}

/** Removes the anchor `&NAME` beside the key at `path`. */
export function stripAnchor(slice: Slice, path: Path): Result<Edits> {
  const pair = findNode(slice, path)?.pair;
  const colon = pair ? afterColon(slice.text, pair) : 0;
  const mark = pair ? /^((?:\s+![^\s]*)?)\s+&[^\s,[\]{}]+/.exec(slice.text.slice(colon)) : null;
  if (!mark) return refuse('not-found', 'the anchor is not on the line of the key');
  const from = colon + (mark[1]?.length ?? 0);
  return ok([{ from, to: colon + mark[0].length, insert: '' }]);
}
