// Putting a tag on the value of a key that is written here: `key: !override [a]`.

import type { Edits } from '../text/edit.ts';
import { ok, type Result, refuse } from '../text/result.ts';
import { afterColon, findNode, type Slice } from './slice.ts';
import type { Path } from './tree.ts';

/** Writes `tag` between the key at `path` and its value. */
export function tagValue(slice: Slice, path: Path, tag: string): Result<Edits> {
  const pair = findNode(slice, path)?.pair;
  if (!pair) return refuse('not-found', 'the key to tag is not written here');
  const at = afterColon(slice.text, pair);
  return ok([{ from: at, to: at, insert: ` ${tag}` }]);
}
