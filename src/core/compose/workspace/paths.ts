// Names of files as POSIX paths; nothing is looked up on a disk.

/** The folder of a file, without the last slash; '' for a file named alone. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash) || '/';
}

/** `path` relative to `folder`, with `.` and `..` resolved. */
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
