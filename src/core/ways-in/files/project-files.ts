// The files beside a project, as readers of configuration see them. Types, and what stands for none.

/** Why a file has no text here: a sentence with its name. */
export interface Unreadable {
  readonly why: string;
}

/** By paths as the compose file means them. */
export interface ProjectFiles {
  /** `unread`: something is there, or may be, and it is not read. */
  kindOf(path: string): 'file' | 'folder' | 'absent' | 'unread';
  /** What a link says, as it is written; null for what is none. */
  linkAt(path: string): string | null;
  read(path: string): string | Unreadable;
  /** Names, sorted by bytes; `others`: links that lead to no file, devices and pipes. Null where it cannot be listed. */
  list(path: string): {
    readonly folders: readonly string[];
    readonly files: readonly string[];
    readonly others: readonly string[];
  } | null;
}

/** No file can be looked at. */
export const noFiles: ProjectFiles = {
  kindOf: () => 'unread',
  linkAt: () => null,
  read: (path) => notRead(path),
  list: () => null,
};

/** What is said of a file that nobody tried to read. */
export function notRead(path: string): Unreadable {
  return { why: `${path} is not read here.` };
}
