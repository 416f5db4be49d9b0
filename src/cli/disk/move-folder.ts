// Moves a folder to another place below a root, in one step of the file system.

import { existsSync, lstatSync, realpathSync, renameSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { CallFailure } from '../call-failure.ts';

/** Moves a folder within a root; all paths are absolute. Fails when the target exists, when a link is moved, and when either is beyond the root. */
export function moveFolder(root: string, from: string, to: string): void {
  const top = realpathSync(root);
  const isWithin = (path: string): boolean => `${realpathSync(path)}${sep}`.startsWith(`${top}${sep}`);
  if (lstatSync(from).isSymbolicLink() || !isWithin(from) || !isWithin(dirname(to)))
    throw new CallFailure(`${from}: a link leads out of ${root}, and nothing beyond it is moved.`);
  if (existsSync(to)) throw new CallFailure(`${to}: is there already, and is not replaced.`);
  try {
    renameSync(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    throw new CallFailure(
      `${from}: cannot be moved to ${to} (${code}). Check the permissions, and that both are on one disk.`,
    );
  }
}
