// Writing a file only where it still is what was read. Synchronous from end to end, so two requests cannot interleave; what
// other programs may still slip into is the moment between the second look and the rename.

import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { type BoundFile, readBoundFile, versionOf } from './bound-file.ts';
import { codeOf, refused, type SaveOutcome } from './save-outcome.ts';
import { writeWhole } from './write-whole.ts';

/** Replaces the content of `file` by `bytes` where it still is at `version`: readers see the old content or the new, never half. */
export function saveBoundFile(file: BoundFile, bytes: Uint8Array, version: string): SaveOutcome {
  const differs = (): SaveOutcome | null => {
    const now = readBoundFile(file);
    if (now === null) {
      return refused(
        `${file.name} was removed or is no text any more. Download the text and put it back by hand.`,
      );
    }
    return now.version === version ? null : { kind: 'changed', now };
  };
  if (!file.writable) return refused(`${file.name} is only read here. Change it in its own editor.`);
  const before = differs();
  if (before !== null) return before;
  let beside = '';
  try {
    // Through a link to the file that it names, so that the link stays one.
    const target = realpathSync(file.path);
    beside = `${target}.bulkhead-${randomBytes(6).toString('hex')}`;
    writeBeside(beside, target, bytes);
    const meanwhile = differs();
    if (meanwhile !== null) return meanwhile;
    renameSync(beside, target);
    return { kind: 'saved', version: versionOf(bytes) };
  } catch (error) {
    return refused(
      `${file.name} cannot be written (${codeOf(error)}). Check the permissions and the space of its folder.`,
    );
  } finally {
    // After the rename there is none; in all other cases it must not stay.
    if (beside !== '') rmSync(beside, { force: true });
  }
}

function writeBeside(beside: string, target: string, bytes: Uint8Array): void {
  const { mode, uid, gid } = statSync(target);
  writeWhole(beside, bytes, 0o600);
  const own = statSync(beside);
  if (own.uid !== uid || own.gid !== gid) chownSync(beside, uid, gid);
  chmodSync(beside, mode & 0o7777);
}
