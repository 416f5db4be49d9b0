// The one place that writes files: for `edit`, `fix`, `check --write-baseline` and for what `open` saves. A file is replaced
// only while it holds what was read; owner, mode, symbolic and hard links stay as they are.
//
// POSIX has no "replace where unchanged", so it is made of three parts. A lock beside the file keeps our own writers apart.
// The content is compared once more directly before the rename. And what another program wrote into the old file between
// that look and the rename is found afterwards, since the old file is still held open, and put back. What stays open is
// another program that itself renames in the very moment between our look and our rename.
//
// A file with several names, with an owner that this user cannot give a file to, or with an access list is written in place. What it held is
// kept in a journal until that is done: a full disk or a kill leaves it there, and it is put back.

import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { SaveResult } from '../io.ts';
import { sameAccess } from './file-access.ts';
import { type Lock, withLock } from './file-lock.ts';
import { type JournalEntry, keepJournal, type Settlement, settleJournals } from './journal.ts';
import { appendedTo, contentOf, endAfter, openRegular, writeAll, writeNew } from './write-bytes.ts';

/** Returns the version of the bytes: equal for equal bytes. */
export function versionOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const saved: SaveResult = { kind: 'saved' };
const changed: SaveResult = { kind: 'changed' };

/**
 * Writes `bytes` to `path` if it still holds the bytes of `version`; null means that the name must be free, even of broken links. Readers
 * see the old content or the new, never a mixture.
 */
export function saveFile(path: string, bytes: Uint8Array, version: string | null): SaveResult {
  let target: string;
  try {
    target = version === null ? creationPath(path) : realpathSync(path);
  } catch (error) {
    return refused(whyFailed(error));
  }
  return saveFileAt(target, bytes, version);
}

/** Like `saveFile`, but does not follow a link at the end of the path. */
export function saveFileAt(target: string, bytes: Uint8Array, version: string | null): SaveResult {
  try {
    settleJournals(realpathSync(dirname(target)), settle);
    return version === null ? make(target, bytes) : replace(target, bytes, version);
  } catch (error) {
    return refused(whyFailed(error));
  }
}

/** Returns where a new file with this name would be created. */
function creationPath(path: string): string {
  return join(realpathSync(dirname(path)), basename(path));
}

/** Removes a created file if it still holds `bytes`. Returns true when it is gone. */
export function removeFile(path: string, bytes: Uint8Array): boolean {
  try {
    return removeFileAt(creationPath(path), bytes);
  } catch {
    return false;
  }
}

/** Like `removeFile`, but does not follow a link at the end of the path. */
export function removeFileAt(target: string, bytes: Uint8Array): boolean {
  try {
    return withLock(target, () => {
      if (!holds(target, bytes)) return false;
      rmSync(target);
      return true;
    });
  } catch {
    return false;
  }
}

/** Keeps old and new contents in a journal while several files are written one by one. Returns how to end it. */
export function journalOf(entries: readonly JournalEntry[]): () => void {
  const real = entries.map(({ path, before, after }) => ({
    path: before === null ? creationPath(path) : realpathSync(path),
    before,
    after,
  }));
  return keepJournal(real).remove;
}

function whyFailed(error: unknown): string {
  const code = errorCode(error);
  if (code === 'EFTYPE') return notRegular;
  if (['ENOSPC', 'EDQUOT'].includes(code))
    return `cannot be written (${code}): there is no space on its disk, or in its quota. Nothing was changed. Free some space.`;
  if (code === 'ENOENT') return 'cannot be written (ENOENT): it or its folder is gone. Check the path.';
  if (['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code))
    return `cannot be written (${code}). Check the path.`;
  return `cannot be written (${code}). Check the permissions and the space of its folder.`;
}

/** Returns why `path` cannot be replaced whatever its content, as a phrase; null when it can. */
export function whyNotWritable(path: string): string | null {
  let info: Stats | undefined;
  try {
    info = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    return whyFailed(error);
  }
  if (info === undefined) return null;
  if (!info.isFile()) return notRegular;
  // Root could write anything, but a removed right to write was meant.
  if ((info.mode & 0o222) === 0 || !canWrite(path))
    return `is read-only (mode ${(info.mode & 0o777).toString(8)}). Give yourself the right to write first: chmod u+w.`;
  return null;
}

const notRegular = 'is not a regular file. Name a file.';

function canWrite(path: string): boolean {
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

/** Returns the error code of a system call. */
function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
}

function make(target: string, bytes: Uint8Array): SaveResult {
  return withLock(target, (lock) => {
    try {
      writeTemporary(lock, bytes, 0o666);
      // Unlike a rename, a second name for a file is refused where the name is taken.
      linkSync(lock.beside, target);
      return saved;
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EEXIST') return changed;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
      return makeWithoutLinks(target, bytes);
    }
  });
}

/** Creates a file on a file system without hard links. */
function makeWithoutLinks(target: string, bytes: Uint8Array): SaveResult {
  try {
    writeNew(target, bytes, 0o666);
    return saved;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return changed;
    throw error;
  }
}

function replace(target: string, bytes: Uint8Array, version: string): SaveResult {
  const why = whyNotWritable(target);
  if (why !== null) return refused(why);
  return withLock(target, (lock) => {
    const old = openRegular(target);
    try {
      if (versionOf(contentOf(old)) !== version) return changed;
      const info = fstatSync(old);
      // A rename would leave the other names with the old content.
      if (info.nlink > 1) return overwrite(target, bytes, version, lock);
      writeTemporary(lock, bytes, 0o600);
      // Nor would it keep an owner that this user cannot give a file to, or an access list.
      if (!copyOwner(lock.beside, info) || !sameAccess(target, lock.beside))
        return overwrite(target, bytes, version, lock);
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

/** Restores what another program wrote into the file that was just replaced. */
function putBack(target: string, lock: Lock, now: Uint8Array, info: Stats, ours: Uint8Array): void {
  writeTemporary(lock, now, 0o600);
  copyOwner(lock.beside, info);
  if (holds(target, ours)) renameSync(lock.beside, target);
}

function holds(target: string, bytes: Uint8Array): boolean {
  const file = openRegular(target);
  try {
    return versionOf(contentOf(file)) === versionOf(bytes);
  } finally {
    closeSync(file);
  }
}

/**
 * Writes into the file itself, so that its names, owner and access list stay. The new text is written by one system call; text that others
 * append stays behind it. Unlike a rename, this cannot undo a change made just before that call.
 */
function overwrite(target: string, bytes: Uint8Array, version: string, lock: Lock): SaveResult {
  const file = openRegular(target, true);
  try {
    const before = contentOf(file);
    if (versionOf(before) !== version || !lock.held()) return changed;
    const journal = keepJournal([{ path: target, before, after: bytes }]);
    try {
      writeInPlace(file, before, bytes);
    } catch (error) {
      if (isRestored(file, before, bytes)) journal.remove();
      else {
        journal.leave();
        return refused(
          `was only partly written (${errorCode(error)}) and could not be restored. Its old content is kept beside it: free some space and run the command again, which restores it first.`,
        );
      }
      throw error;
    }
    journal.remove();
    return saved;
  } finally {
    closeSync(file);
  }
}

function writeInPlace(file: number, before: Uint8Array, bytes: Uint8Array): void {
  writeAll(file, bytes, 0);
  if (bytes.length >= before.length) fsyncSync(file);
  else endAfter(file, bytes.length, contentOf(file).subarray(before.length));
}

/** Undoes a partial write in place; false when the file now holds something else. */
function restore(file: number, before: Uint8Array, after: Uint8Array): boolean {
  const appended = appendedTo(contentOf(file), before, after);
  if (appended === null) return false;
  writeAll(file, before, 0);
  endAfter(file, before.length, appended);
  return true;
}

function isRestored(file: number, before: Uint8Array, after: Uint8Array): boolean {
  try {
    return restore(file, before, after);
  } catch {
    return false;
  }
}

/** Completes or reverts all files of a killed write, unless somebody changed one of them since. */
function settle(entries: readonly JournalEntry[]): Settlement {
  const states = entries.map(stateOf);
  if (states.every((state) => state === 'new')) return 'done';
  if (states.includes('other')) return 'changed';
  const restored = entries.map((entry, index) => states[index] === 'old' || revert(entry));
  return restored.every(Boolean) ? 'done' : 'changed';
}

type State = 'old' | 'new' | 'half' | 'other';

function stateOf({ path, before, after }: JournalEntry): State {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return before === null ? 'old' : 'other';
  const file = openRegular(path);
  try {
    const content = contentOf(file);
    const version = versionOf(content);
    if (version === versionOf(after)) return 'new';
    if (before === null) return 'other';
    if (version === versionOf(before)) return 'old';
    return appendedTo(content, before, after) === null ? 'other' : 'half';
  } finally {
    closeSync(file);
  }
}

function revert({ path, before, after }: JournalEntry): boolean {
  if (before === null) return removeFile(path, after);
  return withLock(path, () => {
    const file = openRegular(path, true);
    try {
      return restore(file, before, after);
    } finally {
      closeSync(file);
    }
  });
}

/** Gives the new file the mode and owner of the old one; false when this user may not. */
function copyOwner(beside: string, { mode, uid, gid }: Stats): boolean {
  // By a handle: what somebody puts in its place meanwhile keeps its owner.
  const file = openRegular(beside);
  try {
    const ownStats = fstatSync(file);
    try {
      if (ownStats.uid !== uid || ownStats.gid !== gid) fchownSync(file, uid, gid);
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

function namesSame(target: string, file: number): boolean {
  const { ino, dev } = fstatSync(file);
  const now = statSync(target, { throwIfNoEntry: false });
  return now !== undefined && now.ino === ino && now.dev === dev;
}

function writeTemporary({ beside }: Lock, bytes: Uint8Array, mode: number): void {
  rmSync(beside, { force: true });
  writeNew(beside, bytes, mode);
}
