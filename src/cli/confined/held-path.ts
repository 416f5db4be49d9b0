// Reading and writing below root folders, whatever another program swaps meanwhile. A path is resolved, the folder that it leads to is held
// open, and where the system says that this very folder is decides. What follows is done in that folder by one plain name,
// which is never followed as a link.

import { closeSync, constants, existsSync, lstatSync, openSync, readlinkSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import { readUnlinkedFile } from '../disk/read-regular-file.ts';
import { removeFileAt, saveFileAt, whyNotWritable } from '../disk/save-file.ts';
import type { SaveResult } from '../io.ts';
import type { RootFolders } from './root-folders.ts';

/** The failure for a file outside the folders that a server may touch. */
export class OutsideFailure extends CallFailure {
  /** True when the answer continues without the file and its facts become unknown. */
  readonly unknown: boolean;

  constructor(message: string, unknown: boolean) {
    super(message);
    this.unknown = unknown;
  }
}

/** The path leads outside, or changed too fast to be opened. */
const outside = Symbol('outside');

/** Linux's O_PATH, for which Node has no name: it opens a folder that may be entered even if it may not be listed. */
const pathOnly = 0o10000000;
const handles = '/proc/self/fd';
const canHold = process.platform === 'linux' && existsSync(handles);
const maxTries = 5;

/** An open folder: its real path, and a path that stays valid when the folder is moved. */
interface HeldFolder {
  readonly real: string;
  readonly at: string;
  release(): void;
}

function holdFolder(folder: string): HeldFolder {
  // Elsewhere a path is all there is; what is opened by it is compared afterwards.
  if (!canHold) return { real: folder, at: folder, release: () => {} };
  const handle = openSync(folder, pathOnly | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const at = `${handles}/${handle}`;
    return { real: readlinkSync(at), at, release: () => closeSync(handle) };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

/**
 * Returns the result of `work` at the place that `path` leads to below `roots`, or `outside`. The path given to `work` ends in no link at
 * first; `work` throws ELOOP when it meets one, and is then called again.
 */
function within<T>(
  roots: RootFolders,
  path: string,
  leads: (path: string) => string | null,
  work: (place: string, info: Stats | undefined) => T,
): T | typeof outside {
  for (let tries = 0; tries < maxTries; tries++) {
    const real = leads(path);
    if (real === null) return outside;
    const isRoot = roots.all.includes(real);
    let held: HeldFolder;
    try {
      held = holdFolder(isRoot ? real : dirname(real));
    } catch (error) {
      // A folder that became a link, or went, since it was resolved.
      if (['ELOOP', 'ENOTDIR'].includes(codeOf(error)) && leads(path) !== real) continue;
      throw error;
    }
    try {
      const whole = isRoot ? held.real : join(held.real, basename(real));
      if (!roots.holds(whole)) continue;
      // A handle by itself looks like a link.
      const place = `${held.at}/${isRoot ? '.' : basename(real)}`;
      const info = lstatSync(place, { throwIfNoEntry: false });
      if (info?.isSymbolicLink() && leads === roots.inside) continue;
      const result = work(place, info);
      if (canHold || leads(path) === real) return result;
    } catch (error) {
      if (codeOf(error) !== 'ELOOP') throw error;
    } finally {
      held.release();
    }
  }
  return outside;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Returns the bytes of the regular file at `path`; null when it leads outside. Throws like `readRegularFile`. */
export function readWithin(roots: RootFolders, path: string): Uint8Array | null {
  const bytes = within(roots, path, roots.inside, (place) => readUnlinkedFile(place));
  return bytes === outside ? null : bytes;
}

/** Returns the kind of entry at `path`; null when it leads outside. Throws when the kind cannot be determined. */
export function kindWithin(roots: RootFolders, path: string): 'file' | 'folder' | 'absent' | null {
  try {
    const kind = within(roots, path, roots.inside, (_, info) =>
      info === undefined ? 'absent' : info.isDirectory() ? 'folder' : 'file',
    );
    return kind === outside ? null : kind;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return 'absent';
    throw error;
  }
}

/** Returns the result of `list` for the folder at `path`, called with a stable path; null when it leads outside. */
export function listWithin<T>(roots: RootFolders, path: string, list: (folder: string) => T): T | null {
  const result = within(roots, path, roots.inside, (place) => {
    const held = holdFolder(place);
    try {
      return list(held.at);
    } finally {
      held.release();
    }
  });
  return result === outside ? null : result;
}

/** Returns the target of the link at `path`; null for anything else, a missing entry, or one outside. */
export function linkWithin(roots: RootFolders, path: string): string | null {
  try {
    const said = within(roots, path, unfollowedName(roots), (place, info) =>
      info?.isSymbolicLink() ? readlinkSync(place) : null,
    );
    return said === outside ? null : said;
  } catch {
    return null;
  }
}

/** True when the name is taken, even by a broken link, and for names outside. */
export function isTakenWithin(roots: RootFolders, path: string): boolean {
  try {
    return within(roots, path, unfollowedName(roots), (_, info) => info !== undefined) !== false;
  } catch {
    return true;
  }
}

/** Resolves the folder of a name but not the name itself, which may be a link. */
function unfollowedName(roots: RootFolders): (path: string) => string | null {
  return (path) => {
    const absolute = resolve(roots.path, path);
    const folder = roots.inside(dirname(absolute));
    return folder === null ? null : join(folder, basename(absolute));
  };
}

/** `saveFile` below `roots`. */
export function saveWithin(
  roots: RootFolders,
  path: string,
  bytes: Uint8Array,
  version: string | null,
): SaveResult {
  const leads = version === null ? unfollowedName(roots) : roots.inside;
  try {
    const result =
      roots.inside(path) === null
        ? outside
        : within(roots, path, leads, (place) => saveFileAt(place, bytes, version));
    return result === outside ? refusedOutside(roots) : result;
  } catch (error) {
    return { kind: 'refused', why: `cannot be written (${codeOf(error)}). Check the path.` };
  }
}

/** `removeFile` below `roots`; null when the path leads outside. */
export function removeWithin(roots: RootFolders, path: string, bytes: Uint8Array): boolean | null {
  const gone = within(roots, path, unfollowedName(roots), (place) => removeFileAt(place, bytes));
  return gone === outside ? null : gone;
}

/** `whyNotWritable` below `roots`. */
export function whyNotWritableWithin(roots: RootFolders, path: string): string | null {
  try {
    const why = within(roots, path, roots.inside, (place) => whyNotWritable(place));
    return why === outside ? refusedOutside(roots).why : why;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return `cannot be written (${codeOf(error)}). Check the path.`;
  }
}

/** Returns the folders as a phrase for messages. */
export function namedRoots({ all }: RootFolders): string {
  return all.join(' or ');
}

function refusedOutside(roots: RootFolders): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why: `is outside ${namedRoots(roots)}. Name a file inside.` };
}
