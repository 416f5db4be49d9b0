// Taking the anchor off a value; the value stays.

import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { afterColon, findNode, type Slice } from './slice.ts';
import type { Path } from './tree.ts';

/** Removes `&NAME` that stands beside the key at `path`. */
export function stripAnchor(slice: Slice, path: Path): Result<Edits> {
  const pair = findNode(slice, path)?.pair;
  const colon = pair ? afterColon(slice.text, pair) : 0;
  const mark = pair ? /^((?:\s+![^\s]*)?)\s+&[^\s,[\]{}]+/.exec(slice.text.slice(colon)) : null;
  if (!mark) return refuse('not-found', 'the anchor does not stand beside the key');
  const from = colon + (mark[1]?.length ?? 0);
  return ok([{ from, to: colon + mark[0].length, insert: '' }]);
}
