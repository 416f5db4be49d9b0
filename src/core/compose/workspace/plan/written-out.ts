// A value to be written again in another file, where the anchors of its own are not known.

import type { Writable } from '../../../yaml/format-value.ts';
import type { Tree } from '../../../yaml/tree.ts';
import { writableOf } from '../../../yaml/writable-of.ts';

/** The value with aliases and merge keys written out; null where it is larger than a person would write. */
export function writtenOut(tree: Tree): Writable {
  return writableOf(tree) ?? null;
}
