// The folders that a server may read and write below. What counts is where a path really leads, links followed.

import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import { linkAt } from '../disk/link-at.ts';
import { fileFailure } from '../disk/read-text.ts';

export interface RootFolders {
  /** The real path of the server's main folder. */
  readonly path: string;
  /** The real paths of all allowed folders, the main one first. */
  readonly all: readonly string[];
  /** Returns the real path behind `path`, relative to the main folder; null when it is neither below a folder nor a named file. */
  inside(path: string): string | null;
  /** True when a real path is an allowed folder, lies below one, or is a named file. */
  holds(real: string): boolean;
}

/**
 * Opens `folder`, the folders `also` and single named `files`; the folders must exist. Failures name `folder` by `option` when an option
 * gave it.
 */
export function openRoots(
  folder: string,
  also: readonly string[] = [],
  files: readonly string[] = [],
  option = '',
): RootFolders {
  const path = openFolder(folder, option);
  const all = [...new Set([path, ...also.map((one) => openFolder(one, '--also'))])];
  const named = new Set(files.flatMap((file) => realOf(resolve(path, file)) ?? []));
  const holds = (real: string): boolean => named.has(real) || all.some((root) => isBelow(root, real));
  return {
    path,
    all,
    holds,
    inside(asked) {
      const real = realOf(resolve(path, asked));
      return real !== null && holds(real) ? real : null;
    },
  };
}

function openFolder(path: string, option: string): string {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    throw fileFailure(path, error);
  }
  const name = option === '' ? path : `${option} ${path}`;
  if (!statSync(real).isDirectory()) throw new CallFailure(`${name}: this is not a folder. Give a folder.`);
  return real;
}

/** True when `path` is `root` or lies below it. Both are real paths. */
function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return !/^\.\.(?:[\\/]|$)/.test(inside) && !isAbsolute(inside);
}

// As many as Linux follows.
const maxLinks = 40;

/** Returns the real path of an existing or future entry; null for links that form a loop or may not be followed. */
function realOf(path: string, links = 0): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return null;
  }
  if (dirname(path) === path || links === maxLinks) return null;
  const folder = realOf(dirname(path), links);
  if (folder === null) return null;
  // A link to what is not there leads where that would be.
  const target = linkAt(join(folder, basename(path)));
  return target === null ? join(folder, basename(path)) : realOf(resolve(folder, target), links + 1);
}
