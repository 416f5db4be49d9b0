// What the command line needs from the machine, handed in so that tests run without one.

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
  kindOf(path: string): 'file' | 'folder' | 'absent';
  /** Makes a new file; throws where there is one by that name. */
  createFile(path: string, text: string): void;
  /** Replaces the content of an existing file in one step: readers see the old or the new one, never half. */
  replaceFile(path: string, text: string): void;
}
