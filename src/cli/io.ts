// What the command line needs from the machine, passed in so that tests run without one.

/**
 * The result of a save. `changed` means that nothing was written because the file no longer holds the text that was read. `why` is a phrase
 * that follows the file's name.
 */
export type SaveResult =
  | { readonly kind: 'saved' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'refused'; readonly why: string };

/** Standard streams, environment and files. Paths may be relative to `cwd`. */
export interface Io {
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  /** The environment variables that files may use (`input/shown-variables.ts`). The command's own settings come from `env`. */
  readonly variables: ReadonlyMap<string, string>;
  /** True when standard output is a terminal with colour. */
  readonly color: boolean;
  /** True when standard output is a terminal. */
  readonly terminal: boolean;
  /**
   * Writes to standard output at the speed of its reader; returns early when the reader is gone. A terminal shows control characters
   * instead of obeying them.
   */
  print(chunks: Iterable<string>): Promise<void>;
  /** Like `print`, for text whose file contents are already `visible`, so that only our own colours are obeyed. */
  printPainted(chunks: Iterable<string>): Promise<void>;
  /** Writes one message of one or more lines to standard error; line ends within a line are shown. */
  complain(message: string | readonly string[]): void;
  /** Reads standard input; throws EFBIG when it exceeds the size limit of a file. */
  readStdin(): Promise<Uint8Array>;
  /** Reads a regular file of limited size; throws the file system's error, EFTYPE or EFBIG. */
  readFile(path: string): Uint8Array;
  /** Lists the names in a folder, sorted by bytes; throws the file system's error. */
  listFolder(path: string): {
    readonly folders: readonly string[];
    readonly files: readonly string[];
    /** Broken links, links to folders, devices, pipes and sockets. */
    readonly others: readonly string[];
  };
  /** Returns the kind of entry; throws when it cannot be determined. A device counts as a file. */
  kindOf(path: string): 'file' | 'folder' | 'absent';
  /** Returns the written target of a link; null for anything else or a missing entry. */
  linkAt(path: string): string | null;
  /** Creates a folder and its missing parents; throws the file system's error. */
  makeFolder(path: string): void;
  /** Writes the file if it holds `before`; null means that it must not exist. */
  saveFile(path: string, text: string, before: string | null): SaveResult;
  /**
   * Keeps the old and new contents of several files until the returned function is called, so that a kill leaves no partial write; throws
   * the file system's error.
   */
  keepTogether(
    files: readonly { readonly file: string; readonly before: string | null; readonly text: string }[],
  ): () => void;
  /** Removes a created file if it still holds `text`. Returns true when it is gone. */
  removeFile(path: string, text: string): boolean;
  /** Returns why the file cannot be written whatever its content, as a phrase; null when it can. */
  whyNotWritable(path: string): string | null;
}

/** The files of a machine that are only read. */
export type MachineFiles = Pick<Io, 'readFile' | 'listFolder' | 'kindOf'>;

/** The files of a machine, or of a substitute in memory. */
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
