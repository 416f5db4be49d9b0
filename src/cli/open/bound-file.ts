// One file that the page may read, and perhaps write. Paths are settled at the start; requests name a number.

import { readBytes } from '../../core/text/read-bytes.ts';
import { readRegularFile } from '../input/read-regular-file.ts';
import { versionOf } from '../saving/save-file.ts';

export interface BoundFile {
  /** As the project calls it. */
  readonly name: string;
  readonly path: string;
  /** Compose files are, and the `.env` beside them; other files of variables are read only. */
  readonly writable: boolean;
  /** Whether the page may make it: the override or the `.env` beside the main file, where there was none at the start. */
  readonly mayBegin: boolean;
  /** Whether the page gets it only when a person writes to it, and is not notified of its changes: it may hold secrets. */
  readonly onDemand: boolean;
}

/** `version` stands for the exact bytes. */
export interface BoundText {
  readonly text: string;
  readonly version: string;
}

/** What the file holds; null while it is not there, or is no text or no regular file. */
export function readBoundFile({ path }: BoundFile): BoundText | null {
  let bytes: Uint8Array;
  try {
    bytes = readRegularFile(path);
  } catch {
    return null;
  }
  const read = readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));
  return read.ok ? { text: read.value, version: versionOf(bytes) } : null;
}
