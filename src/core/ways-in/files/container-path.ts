// Paths inside a container, confined to its root.

/** Returns a path as absolute, without `.`, `..`, repeated slashes and a trailing slash. */
export function inContainer(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Returns the absolute path that `path` means in a file at `from`. */
export function besideFile(from: string, path: string): string {
  return inContainer(path.startsWith('/') ? path : `${from.slice(0, from.lastIndexOf('/'))}/${path}`);
}
