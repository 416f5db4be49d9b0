// The name under which a person gets a file.

import { replaced } from './visible-text.ts';

/** The last part of a path, without what a browser or a system would read as more than a name, or people would not see. */
export function fileName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const plain = replaced(name, () => '-').replace(/[<>:"|?*]/g, '-');
  return /^\.*$/.test(plain) ? 'file' : plain;
}
