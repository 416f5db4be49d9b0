// One file that the page may read, and perhaps write: its text as it is now, and what a page sends written to it. Paths are settled at the
// start; requests name a number.

import { readBytes } from '../../core/text/read-bytes.ts';
import { readWithin, saveWithin } from '../confined/held-path.ts';
import type { RootFolders } from '../confined/root-folders.ts';
import { versionOf } from '../disk/save-file.ts';

export interface BoundFile {
  /** As the project calls it. */
  readonly name: string;
  readonly path: string;
  /** The folders that it must not lead out of, at each read and write anew. */
  readonly roots: RootFolders;
  /** Compose files are, and the `.env` beside them; other files of variables are read only. */
  readonly writable: boolean;
  /** Whether the page may make it: the override or the `.env` beside the main file, where there was none at the start. */
  readonly mayBegin: boolean;
  /** Whether the page gets it only when a person writes to it, and is not notified of its changes: it may hold secrets. */
  readonly onDemand: boolean;
  /** What of its text is shown, where that is not all; the version is that of the bytes all the same. */
  readonly shown?: (text: string) => string;
}

/** `version` stands for the exact bytes. */
export interface BoundText {
  readonly text: string;
  readonly version: string;
}

/** What the file holds; null while it is not there, leads outside, or is no text or no regular file. */
export function readBoundFile({ path, roots, shown = asItIs }: BoundFile): BoundText | null {
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

function asItIs(text: string): string {
  return text;
}

/** What became of a write. `changed`: nothing was written, since the file holds something else than the page knows. */
type SaveOutcome =
  | { readonly kind: 'saved'; readonly version: string }
  | { readonly kind: 'changed'; readonly now: BoundText }
  | { readonly kind: 'refused'; readonly why: string };

/** A write that was not carried out, and what to do instead. */
function refused(why: string): SaveOutcome {
  return { kind: 'refused', why };
}

/** Replaces the content of `file` by `bytes` where it still is at `version`. */
export function saveBoundFile(file: BoundFile, bytes: Uint8Array, version: string): SaveOutcome {
  if (!file.writable) return refused(`${file.name} is only read here. Change it in its own editor.`);
  const now = readBoundFile(file);
  const gone = `${file.name} was removed or is no text any more. Download the text and put it back by hand.`;
  if (now === null) return refused(gone);
  if (now.version !== version) return { kind: 'changed', now };
  return write(file, bytes, version, gone);
}

/** Makes `file` with `bytes` where nothing of that name is there, not even a link that leads nowhere. */
export function beginBoundFile(file: BoundFile, bytes: Uint8Array): SaveOutcome {
  const { name, mayBegin } = file;
  if (!mayBegin) return refused(`${name} is not made here. Download the text and put it there by hand.`);
  return write(file, bytes, null, `${name} cannot be made. Check what is there.`);
}

/** `unreadable`: the message where the file holds something else that is no text. */
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
