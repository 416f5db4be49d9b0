// What the command line needs from the machine, handed in so that tests run without one.

import type { SaveResult } from './saving/save-file.ts';

/** Standard streams, environment and files. Paths may be relative to `cwd`. */
export interface Io {
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  /** Whether standard output is a terminal that wants colour. */
  readonly color: boolean;
  /** Writes to standard output, as slowly as its reader reads; returns early and quietly when the reader is gone. */
  print(chunks: Iterable<string>): Promise<void>;
  /** Writes one message and a line end to standard error. */
  complain(message: string): void;
  readStdin(): Promise<Uint8Array>;
  /** Throws the error of the file system. */
  readFile(path: string): Uint8Array;
  /** Names of what is in a folder, links and devices aside, sorted by bytes; throws the error of the file system. */
  listFolder(path: string): { readonly folders: readonly string[]; readonly files: readonly string[] };
  kindOf(path: string): 'file' | 'folder' | 'absent';
  /** Writes the file where it holds `before`; null: where there is none. */
  saveFile(path: string, text: string, before: string | null): SaveResult;
  /** Why the file cannot be written whatever it holds, as a phrase; null where nothing speaks against it. */
  whyNotWritable(path: string): string | null;
}
