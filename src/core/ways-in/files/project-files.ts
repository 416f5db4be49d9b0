// The files of a project as configuration readers see them: the types, and an empty implementation.

/** A file without readable text; `why` is a sentence with its name. */
export interface Unreadable {
  readonly why: string;
}

/** The files of a project, by the paths that the compose file uses. */
export interface ProjectFiles {
  /** Returns the kind of a path; `unread` when something is or may be there that is not read. */
  kindOf(path: string): 'file' | 'folder' | 'absent' | 'unread';
  /** Returns the target of a symbolic link as written; null when the path is not a link. */
  linkAt(path: string): string | null;
  read(path: string): string | Unreadable;
  /**
   * Returns the names in a folder, sorted by bytes; `others` are links without a target file, devices and pipes. Null when the folder
   * cannot be listed.
   */
  list(path: string): {
    readonly folders: readonly string[];
    readonly files: readonly string[];
    readonly others: readonly string[];
  } | null;
}

/** A project without readable files. */
export const noFiles: ProjectFiles = {
  kindOf: () => 'unread',
  linkAt: () => null,
  read: (path) => notRead(path),
  list: () => null,
};

/** Returns the reason for a file that was not read. */
export function notRead(path: string): Unreadable {
  return { why: `${path} is not read here.` };
}
