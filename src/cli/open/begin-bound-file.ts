// Making the one file that the page may begin: whole or not at all, and never over anything that has its name.

import { randomBytes } from 'node:crypto';
import { linkSync, rmSync } from 'node:fs';
import { type BoundFile, readBoundFile, versionOf } from './bound-file.ts';
import { codeOf, refused, type SaveOutcome } from './save-outcome.ts';
import { writeWhole } from './write-whole.ts';

/** Makes `file` with `bytes` where nothing of that name is there, not even a link that leads nowhere. */
export function beginBoundFile(file: BoundFile, bytes: Uint8Array): SaveOutcome {
  const { name, path, mayBegin } = file;
  if (!mayBegin) return refused(`${name} is not made here. Download the text and put it there by hand.`);
  const beside = `${path}.bulkhead-${randomBytes(6).toString('hex')}`;
  try {
    writeWhole(beside, bytes, 0o666);
    // Unlike a rename, a second name for a file is refused where the name is taken.
    linkSync(beside, path);
    return { kind: 'saved', version: versionOf(bytes) };
  } catch (error) {
    const code = codeOf(error);
    const now = code === 'EEXIST' ? readBoundFile(file) : null;
    if (now !== null) return { kind: 'changed', now };
    return refused(
      `${name} cannot be made (${code}). Check what stands there, and the permissions of its folder.`,
    );
  } finally {
    rmSync(beside, { force: true });
  }
}
