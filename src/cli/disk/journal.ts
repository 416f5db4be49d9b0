// What a write that is not one step of the file system keeps while it works: of each file what it held and what it is to hold. Where the
// write is killed, the next one in that folder, or below, puts back what was written half, or in part.
//
// A journal counts only where this user owns it, and for files in and below its own folder that no link leads to: whoever can put one there
// can write those files anyhow.

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { isRunning } from './file-lock.ts';
import { writeNew } from './write-bytes.ts';

/** One file of a write; `before` is null for a new file. */
export interface JournalEntry {
  /** Absolute path without links. */
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

export interface Journal {
  /** Ends the journal after everything is written or restored. */
  remove(): void;
  /** Leaves the journal for the next write to settle. */
  leave(): void;
}

/** Journals of this process that are in use. */
const inUse = new Set<string>();

const journalName = /^\..+\.bulkhead-journal-(\d+)-[0-9a-f]+(?:\.new)?$/;
/** How many levels above a file its journal may lie. */
const maxAbove = 8;
/** Maximum journal size: several texts of 5 MB, each twice, in Base64. */
const maxBytes = 100_000_000;

/** Stores `entries` beside the files until `remove`. Throws the file system's error and then leaves nothing behind. */
export function keepJournal(entries: readonly JournalEntry[]): Journal {
  const folder = commonFolder(entries.map(({ path }) => dirname(path)));
  const stem = basename(entries[0]?.path ?? '').slice(0, 50);
  const own = `${process.pid}-${randomBytes(6).toString('hex')}`;
  const path = join(folder, `.${stem}.bulkhead-journal-${own}`);
  const files = entries.map((entry) => ({
    name: relative(folder, entry.path).split(sep).join('/'),
    before: entry.before === null ? null : Buffer.from(entry.before).toString('base64'),
    after: Buffer.from(entry.after).toString('base64'),
  }));
  // It gets its name once it is whole: half a journal says nothing.
  const making = `${path}.new`;
  try {
    writeNew(making, Buffer.from(JSON.stringify({ version: 1, host: hostname(), files })), 0o600);
    renameSync(making, path);
  } catch (error) {
    rmSync(making, { force: true });
    throw error;
  }
  syncFolder(folder);
  inUse.add(path);
  const leave = (): void => void inUse.delete(path);
  const remove = (): void => {
    leave();
    rmSync(path, { force: true });
  };
  return { remove, leave };
}

/** Returns the deepest folder that contains all of the folders. */
function commonFolder(folders: readonly string[]): string {
  let [common = sep] = folders;
  const holds = (folder: string): boolean => {
    const inside = relative(common, folder);
    return !isAbsolute(inside) && !/^\.\.(?:[\\/]|$)/.test(inside);
  };
  while (!folders.every(holds) && dirname(common) !== common) common = dirname(common);
  return common;
}

/** Makes new names in a folder survive a power loss, on systems that support it. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, constants.O_RDONLY);
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows opens no folders.
  }
}

/** The result of settling a journal: all files are complete, or some were changed since. */
export type Settlement = 'done' | 'changed';

/** Settles journals that killed writers left in `folder` and above it; `settle` gets their entries. */
export function settleJournals(
  folder: string,
  settle: (entries: readonly JournalEntry[]) => Settlement,
): void {
  let here = folder;
  for (let level = 0; level <= maxAbove; level++) {
    for (const path of journalsIn(here)) settleJournal(here, path, settle);
    if (dirname(here) === here) return;
    here = dirname(here);
  }
}

function journalsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => journalName.test(name))
      .map((name) => join(folder, name));
  } catch {
    // A folder may be written and not listed.
    return [];
  }
}

function settleJournal(
  folder: string,
  path: string,
  settle: (entries: readonly JournalEntry[]) => Settlement,
): void {
  const [, pid] = journalName.exec(basename(path)) ?? [];
  if (pid === undefined || isRunning(Number(pid)) || inUse.has(path)) return;
  if (path.endsWith('.new')) {
    // Nothing was written before it had its name.
    removeIfMine(path);
    return;
  }
  const entries = readJournal(folder, path);
  if (entries === null) return;
  // Ours from now on; of two who find it, one gets it.
  const claimed = path.replace(/-\d+-[0-9a-f]+$/, `-${process.pid}-${randomBytes(6).toString('hex')}`);
  try {
    renameSync(path, claimed);
  } catch {
    return;
  }
  if (settle(entries) === 'changed') saveCopies(entries);
  rmSync(claimed, { force: true });
}

function removeIfMine(path: string): void {
  if (textOwnedByUser(path) !== null) rmSync(path, { force: true });
}

/** Saves the content from before the write beside each file, for a person to look at. Never replaces a file. */
function saveCopies(entries: readonly JournalEntry[]): void {
  for (const { path, before } of entries) {
    if (before === null) continue;
    const copy = `${path}.before-bulkhead`;
    const making = `${copy}-${randomBytes(6).toString('hex')}`;
    try {
      writeNew(making, before, 0o600);
      linkSync(making, copy);
    } catch {
      // There is an older copy, which nobody looked at yet.
    } finally {
      rmSync(making, { force: true });
    }
  }
}

interface WrittenJournal {
  readonly version: number;
  readonly host: string;
  readonly files: readonly {
    readonly name: string;
    readonly before: string | null;
    readonly after: string;
  }[];
}

/** Reads the entries of a journal; null when it is not ours or comes from another machine. */
function readJournal(folder: string, path: string): readonly JournalEntry[] | null {
  const text = textOwnedByUser(path);
  if (text === null) return null;
  let written: WrittenJournal;
  try {
    written = JSON.parse(text);
  } catch {
    return null;
  }
  if (written?.version !== 1 || written.host !== hostname() || !Array.isArray(written.files)) return null;
  const entries: JournalEntry[] = [];
  for (const { name, before, after } of written.files) {
    if (typeof name !== 'string' || typeof after !== 'string') return null;
    if (before !== null && typeof before !== 'string') return null;
    const target = plainFileBelow(folder, name);
    if (target === null) return null;
    const bytes = before === null ? null : Buffer.from(before, 'base64');
    entries.push({ path: target, before: bytes, after: Buffer.from(after, 'base64') });
  }
  return entries;
}

/** Returns the text of a regular file that this user owns and nobody else may write; null otherwise. */
function textOwnedByUser(path: string): string | null {
  try {
    const handle = openSync(
      path,
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
    );
    try {
      const info = fstatSync(handle);
      const own = process.geteuid === undefined || info.uid === process.geteuid();
      const shared = process.platform !== 'win32' && (info.mode & 0o022) !== 0;
      if (!info.isFile() || !own || shared || info.size > maxBytes) return null;
      return readFileSync(handle, 'utf8');
    } finally {
      closeSync(handle);
    }
  } catch {
    return null;
  }
}

/** Returns the path of `name` below `folder` when no link is on the way and any existing file is a regular one. */
function plainFileBelow(folder: string, name: string): string | null {
  if (isAbsolute(name) || name.split('/').some((part) => part === '..' || part === '' || part === '.'))
    return null;
  const path = join(folder, ...name.split('/'));
  try {
    if (realpathSync(dirname(path)) !== join(realpathSync(folder), dirname(name))) return null;
  } catch {
    return null;
  }
  const info = lstatSync(path, { throwIfNoEntry: false });
  return info === undefined || info.isFile() ? path : null;
}
