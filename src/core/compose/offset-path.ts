// Places that no path of keys leads to, such as the second of two equal keys: the parser's offset, written as a path.

import type { Path } from '../yaml/tree.ts';

/** No top-level key is empty, so this is no path of a file. */
const OFFSET = '';

/** A path that `locate` takes for an offset into the text. */
export function offsetPath(offset: number): Path {
  return [OFFSET, offset];
}

/** The offset behind such a path; null for a path of keys. */
export function offsetOf(path: Path): number | null {
  const [mark, offset] = path;
  return mark === OFFSET && path.length === 2 && typeof offset === 'number' ? offset : null;
}
