// One file that the page may read, and perhaps write: its text as it is now, and what a page sends written to it. Paths are settled at the
// start; requests name a number.

import { readBytes } from '../../core/text/read-bytes.ts';
import { readWithin, saveWithin } from '../confined/held-path.ts';
import type { RootFolders } from '../confined/root-folders.ts';
import { versionOf } from '../disk/save-file.ts';

export interface BoundFile {
  /** The file's name in the project. */
  readonly name: string;
  readonly path: string;
  /** The folders that the path must stay in, checked at each read and write. */
  readonly roots: RootFolders;
  /** True for compose files and the `.env` beside them; other env files are read only. */
  readonly writable: boolean;
  /** True when the page may create the file: the override or the `.env` beside the main file, if it did not exist at the start. */
  readonly mayCreate: boolean;
  /** True when the page gets the file only for writing to it, without notices of changes, since it may hold secrets. */
  readonly onDemand: boolean;
  /** Reduces the text to the part that may be shown. The version is still that of all bytes. */
  readonly shown?: (text: string) => string;
}

/** The text of a file, with the version of its exact bytes. */
export interface BoundText {
  readonly text: string;
  readonly version: string;
}

/** Reads the file; null when it is missing, leads outside, or is not a regular text file. */
export function readBoundFile({ path, roots, shown = unchanged }: BoundFile): BoundText | null {
  let bytes: Uint8Array | null;
  try {
    bytes = readWithin(roots, path);
  } catch {
    return null;
  }
  if (bytes === null) return null;
  const read = readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));
  return read.ok ? { text: shown(read.value), version: versionOf(bytes) } : null;
}

function unchanged(text: string): string {
  return text;
}

/** The result of a write. `changed` means that nothing was written because the file differs from what the page knows. */
type SaveOutcome =
  | { readonly kind: 'saved'; readonly version: string }
  | { readonly kind: 'changed'; readonly now: BoundText }
  | { readonly kind: 'refused'; readonly why: string };

/** Returns the result of a refused write, with the remedy. */
function refused(why: string): SaveOutcome {
  return { kind: 'refused', why };
}

/** Replaces the content of `file` if it still is at `version`. */
export function saveBoundFile(file: BoundFile, bytes: Uint8Array, version: string): SaveOutcome {
  if (!file.writable) return refused(`${file.name} is read only here. Change it in another editor.`);
  const now = readBoundFile(file);
  const gone = `${file.name} was removed or is no longer text. Download the text and restore it by hand.`;
  if (now === null) return refused(gone);
  if (now.version !== version) return { kind: 'changed', now };
  return write(file, bytes, version, gone);
}

/** Creates `file` if the name is free, even of broken links. */
export function createBoundFile(file: BoundFile, bytes: Uint8Array): SaveOutcome {
  const { name, mayCreate } = file;
  if (!mayCreate) return refused(`${name} is not created here. Download the text and put it there by hand.`);
  return write(file, bytes, null, `${name} cannot be created. Check what has its name.`);
}

/** Writes the bytes. `unreadable` is the message when the file now holds something that is not text. */
function write(file: BoundFile, bytes: Uint8Array, version: string | null, unreadable: string): SaveOutcome {
  const result = saveWithin(file.roots, file.path, bytes, version);
  switch (result.kind) {
    case 'saved':
      return { kind: 'saved', version: versionOf(bytes) };
    case 'changed': {
      const now = readBoundFile(file);
      return now === null ? refused(unreadable) : { kind: 'changed', now };
    }
    case 'refused':
      return refused(`${file.name} ${result.why}`);
  }
}
