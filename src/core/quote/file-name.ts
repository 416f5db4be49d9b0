// The name under which a person gets a file.

import { withVisible } from './visible-text.ts';

/** Returns the last part of a path, without characters that a browser or a system would treat specially, or that people would not see. */
export function fileName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const plain = withVisible(name, () => '-').replace(/[<>:"|?*]/g, '-');
  return /^\.*$/.test(plain) ? 'file' : plain;
}
