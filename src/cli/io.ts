// What the command line needs from the machine, passed in so that tests run without one.

/** `changed`: nothing was written, since the file does not hold what was read. `why` is a phrase to follow the file's name. */
export type SaveResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly why: string };

/** Standard streams, environment and files. Paths may be relative to `cwd`. */
export interface Io {
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  /** What files may ask for of it: `input/shown-variables.ts`. The command's own settings come from `env`. */
  readonly variables: ReadonlyMap<string, string>;
  /** Whether standard output is a terminal that wants colour. */
  readonly color: boolean;
  /** Whether standard output is a terminal. */
  readonly terminal: boolean;
  /**
   * Writes to standard output, as slowly as its reader reads; returns early and quietly when the reader is gone. A terminal
   * shows control characters instead of obeying them.
   */
  print(chunks: Iterable<string>): Promise<void>;
  /** The same for text in which all that comes from files is `visible` already, and what is left to obey are our colours. */
  printPainted(chunks: Iterable<string>): Promise<void>;
  /** Writes one message to standard error, a line or several; a line end within a line is shown. */
  complain(message: string | readonly string[]): void;
  /** Throws EFBIG where there is more than is read of a file. */
  readStdin(): Promise<Uint8Array>;
  /** Reads a regular file of a bounded size; throws the error of the file system, EFTYPE or EFBIG. */
  readFile(path: string): Uint8Array;
  /** Names of what is in a folder, sorted by bytes; throws the error of the file system. */
  listFolder(path: string): {
    readonly folders: readonly string[];
    readonly files: readonly string[];
    /** Links that lead to no file, devices, pipes and sockets. */
    readonly others: readonly string[];
  };
  /** Throws where that cannot be found out; a device is a file. */
  kindOf(path: string): 'file' | 'folder' | 'absent';
  /** What a link says, as it is written; null for what is none, or is not there. */
  linkAt(path: string): string | null;
  /** Makes a folder and those above it, where they are not there; throws the error of the file system. */
  makeFolder(path: string): void;
  /** Writes the file where it holds `before`; null: where there is none. */
  saveFile(path: string, text: string, before: string | null): SaveResult;
  /**
   * Keeps what several files hold and are to hold until the function that it returns is called, so that a kill in between leaves no half;
   * throws the error of the file system.
   */
  keepTogether(
    files: readonly { readonly file: string; readonly before: string | null; readonly text: string }[],
  ): () => void;
  /** Removes a file that was made, where it still holds `text`; whether it is gone. */
  removeFile(path: string, text: string): boolean;
  /** Why the file cannot be written whatever it holds, as a phrase; null where nothing speaks against it. */
  whyNotWritable(path: string): string | null;
}

/** The files of a machine, or what stands in for them. */
export type FileIo = Pick<
  Io,
  | 'readFile'
  | 'listFolder'
  | 'kindOf'
  | 'linkAt'
  | 'makeFolder'
  | 'saveFile'
  | 'keepTogether'
  | 'removeFile'
  | 'whyNotWritable'
>;
