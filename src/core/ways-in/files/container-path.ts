// Paths in a container, whose root nothing leads out of.

/** The absolute path that `path` means, without `.`, `..`, doubled slashes and one at the end. */
export function inContainer(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The path that a file at `from` means by `path`. */
export function besideFile(from: string, path: string): string {
  return inContainer(path.startsWith('/') ? path : `${from.slice(0, from.lastIndexOf('/'))}/${path}`);
}
