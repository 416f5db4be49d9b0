// Names of files as POSIX paths; nothing is looked up on a disk.

/** Returns the folder of a file without a trailing slash; '' for a file without a folder. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash) || '/';
}

/** Returns `path` relative to `folder`, with `.` and `..` resolved. */
export function resolvePath(folder: string, path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of `${rooted ? '' : folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (rooted || folder.startsWith('/') ? '/' : '') + parts.join('/');
}
