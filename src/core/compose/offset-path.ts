// Positions that a path of keys cannot express: an offset that only the parser knows, such as the second of two equal keys, and a
// path in one certain file of several. Both are encoded as paths, so that facts have one kind of position.

import type { Path } from '../yaml/tree.ts';

/** The marker of an offset path; no top-level key is empty, so no path of a file begins with it. */
const MARK = '';

/** Returns a path that `locate` reads as an offset into the text. */
export function offsetPath(offset: number): Path {
  return [MARK, offset];
}

/** Returns the offset of an offset path; null for a path of keys. */
export function offsetOf(path: Path): number | null {
  const [mark, offset] = path;
  return mark === MARK && path.length === 2 && typeof offset === 'number' ? offset : null;
}

/** Returns a path into one of several files. */
export function inFile(file: string, path: Path): Path {
  return [MARK, file, ...path];
}

/** Returns the file that a path names, and the path within it; null for a path into the merged model. */
export function fileOf(path: Path): { readonly file: string; readonly path: Path } | null {
  const [mark, file, ...rest] = path;
  return mark === MARK && typeof file === 'string' ? { file, path: rest } : null;
}
