// The folder that a server may read and write below. What counts is where a path really leads, links followed.

import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import { fileFailure } from '../input/read-text.ts';

export interface RootFolder {
  /** Its real path. */
  readonly path: string;
  /** Where `path` really leads; null where that is not below the root, or is not known. */
  inside(path: string): string | null;
}

/** Why a file is neither read nor written. */
export function outsideFailure(file: string, root: RootFolder): CallFailure {
  return new CallFailure(
    `${file}: this is not below ${root.path}, or a link that leads out of it, and nothing else is read or written. Name a file below it, or have the server started with another --root.`,
  );
}

/** The folder `path`, which has to be there. */
export function openRoot(path: string): RootFolder {
  let root: string;
  try {
    root = realpathSync(path);
  } catch (error) {
    throw fileFailure(path, error);
  }
  if (!statSync(root).isDirectory())
    throw new CallFailure(`--root ${path}: this is no folder. Give a folder.`);
  return {
    path: root,
    inside(named) {
      const real = realOf(resolve(root, named));
      return real !== null && isBelow(root, real) ? real : null;
    },
  };
}

/** Whether `path` is `root` or below it; both are real paths. */
function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return !/^\.\.(?:[\\/]|$)/.test(inside) && !isAbsolute(inside);
}

/** The real path of what is there or could be made; null for a link that leads nowhere. */
function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return null;
  }
  if (isLink(path) || dirname(path) === path) return null;
  const folder = realOf(dirname(path));
  return folder === null ? null : join(folder, basename(path));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
