// The one place that writes files: for `edit`, `fix`, `check --write-baseline` and for what `open` saves. A file is replaced
// only while it holds what was read; owner, mode, symbolic and hard links stay as they are.
//
// POSIX has no "replace where unchanged", so it is made of three parts. A lock beside the file keeps our own writers apart.
// The content is compared once more directly before the rename. And what another program wrote into the old file between
// that look and the rename is found afterwards, since the old file is still held open, and put back. What stays open is
// another program that itself renames in the very moment between our look and our rename.

import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Lock, underLock } from './file-lock.ts';

/** `changed`: nothing was written, since the file does not hold what was read. `why` is a phrase to follow the file's name. */
export type SaveResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly why: string };

/** The mark of these bytes: equal where the bytes are. */
export function versionOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const saved: SaveResult = { kind: 'saved' };
const changed: SaveResult = { kind: 'changed' };

/**
 * Writes `bytes` to `path`, where it holds the bytes of `version`; null: where nothing of that name is there, not even a link
 * that leads nowhere. Readers see the old content or the new, never half.
 */
export function saveFile(path: string, bytes: Uint8Array, version: string | null): SaveResult {
  let target: string;
  try {
    target = version === null ? join(realpathSync(dirname(path)), basename(path)) : realpathSync(path);
  } catch (error) {
    return refused(whyFailed(error));
  }
  return saveFileAt(target, bytes, version);
}

/** The same of a path that is taken as it is: its last part is not followed where it is a link. */
export function saveFileAt(target: string, bytes: Uint8Array, version: string | null): SaveResult {
  try {
    return version === null ? make(target, bytes) : replace(target, bytes, version);
  } catch (error) {
    return refused(whyFailed(error));
  }
}

function whyFailed(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'cannot be written (ENOENT): it or its folder is gone. Check the path.';
  if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code))
    return `cannot be written (${code}). Check the path.`;
  return `cannot be written (${code}). Check the permissions and the space of its folder.`;
}

/** Why `path` cannot be replaced whatever it holds, as a phrase; null where nothing speaks against it. */
export function whyNotWritable(path: string): string | null {
  let info: Stats | undefined;
  try {
    info = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return whyFailed(error);
  }
  if (info === undefined) return null;
  if (!info.isFile()) return 'is no regular file. Name a file.';
  // Root could write anything, but a removed right to write was meant.
  if ((info.mode & 0o222) === 0 || !mayWrite(path))
    return `is read-only (mode ${(info.mode & 0o777).toString(8)}). Give yourself the right to write first: chmod u+w.`;
  return null;
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function refused(why: string): SaveResult {
  return { kind: 'refused', why };
}

/** The reason that the system gave, as its code. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
}

function make(target: string, bytes: Uint8Array): SaveResult {
  return underLock(target, (lock) => {
    try {
      writeBeside(lock, bytes, 0o666);
      // Unlike a rename, a second name for a file is refused where the name is taken.
      linkSync(lock.beside, target);
      return saved;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EEXIST') return changed;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
      return makeWithoutLinks(target, bytes);
    }
  });
}

/** On a file system that knows no hard links. */
function makeWithoutLinks(target: string, bytes: Uint8Array): SaveResult {
  try {
    writeNew(target, bytes, 0o666);
    return saved;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return changed;
    rmSync(target, { force: true });
    throw error;
  }
}

function replace(target: string, bytes: Uint8Array, version: string): SaveResult {
  const why = whyNotWritable(target);
  if (why !== null) return refused(why);
  return underLock(target, (lock) => {
    const old = openItself(target, constants.O_RDONLY);
    try {
      if (versionOf(contentOf(old)) !== version) return changed;
      const info = fstatSync(old);
      // A rename would leave the other names with the old content.
      if (info.nlink > 1) return overwrite(target, bytes, version, lock);
      writeBeside(lock, bytes, 0o600);
      // Nor would it keep an owner that this user cannot give a file to.
      if (!takeOwner(lock.beside, info)) return overwrite(target, bytes, version, lock);
      // The name comes last: what came into the old file after its look is found below, another file is not.
      if (versionOf(contentOf(old)) !== version || !lock.held() || !namesSame(target, old)) return changed;
      renameSync(lock.beside, target);
      const now = contentOf(old);
      if (versionOf(now) === version) return saved;
      putBack(target, lock, now, info, bytes);
      return changed;
    } finally {
      closeSync(old);
    }
  });
}

/** What another program wrote into the file that was just replaced becomes its content again. */
function putBack(target: string, lock: Lock, now: Uint8Array, info: Stats, ours: Uint8Array): void {
  writeBeside(lock, now, 0o600);
  takeOwner(lock.beside, info);
  const file = openItself(target, constants.O_RDONLY);
  try {
    const there = contentOf(file);
    if (versionOf(there) === versionOf(ours)) renameSync(lock.beside, target);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes into the file itself, so that all its names and its owner stay. The new text goes in by one call of the system; what
 * others append after it stays behind it. Unlike a rename, this cannot be taken back for what came in just before that call.
 */
function overwrite(target: string, bytes: Uint8Array, version: string, lock: Lock): SaveResult {
  const file = openItself(target, constants.O_RDWR);
  try {
    const before = contentOf(file);
    if (versionOf(before) !== version || !lock.held()) return changed;
    writeAll(file, bytes, 0);
    if (bytes.length < before.length) {
      const appended = contentOf(file).subarray(before.length);
      writeAll(file, appended, bytes.length);
      ftruncateSync(file, bytes.length + appended.length);
    }
    fsyncSync(file);
    return saved;
  } finally {
    closeSync(file);
  }
}

/** Gives the new file mode and owner of the old one; false where this user may not. */
function takeOwner(beside: string, { mode, uid, gid }: Stats): boolean {
  // By a handle: what somebody puts in its place meanwhile keeps its owner.
  const file = openItself(beside, constants.O_RDONLY);
  try {
    const own = fstatSync(file);
    try {
      if (own.uid !== uid || own.gid !== gid) fchownSync(file, uid, gid);
    } catch {
      return false;
    }
    // After the owner: a change of owner takes the set-id bits away.
    fchmodSync(file, mode & 0o7777);
    return true;
  } finally {
    closeSync(file);
  }
}

/** Opens a file by its own name. What took its place meanwhile is not followed where it is a link, nor waited for where it is a pipe. */
function openItself(path: string, how: number): number {
  // Windows has neither.
  return openSync(path, how | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
}

function namesSame(target: string, file: number): boolean {
  const { ino, dev } = fstatSync(file);
  const now = statSync(target, { throwIfNoEntry: false });
  return now !== undefined && now.ino === ino && now.dev === dev;
}

function writeBeside({ beside }: Lock, bytes: Uint8Array, mode: number): void {
  rmSync(beside, { force: true });
  writeNew(beside, bytes, mode);
}

/** Writes a file that must not be there yet, and waits until it is on the disk. `mode` is narrowed by the umask. */
function writeNew(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeAll(file, bytes, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  let written = 0;
  while (written < bytes.length)
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
}

function contentOf(file: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const part = new Uint8Array(Math.max(1024, fstatSync(file).size - at + 1));
    const read = readSync(file, part, 0, part.length, at);
    if (read === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, read));
    at += read;
  }
}
