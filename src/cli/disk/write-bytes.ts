// Bytes into files, and out of files that are held open.

import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';

/** Opens a regular file, for writing too if `writes`. Never waits for a pipe or touches a device; throws EFTYPE for those. */
export function openRegular(path: string, writes = false): number {
  const { O_RDONLY, O_RDWR, O_NONBLOCK = 0, O_NOCTTY = 0, O_NOFOLLOW = 0 } = constants;
  const file = openSync(path, (writes ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw Object.assign(new Error('not a regular file'), { code: 'EFTYPE' });
}

/**
 * Writes a new file and, unless it need not outlive the machine, waits until it is on the disk. The umask narrows `mode`. A failure leaves
 * no file.
 */
export function writeNew(path: string, bytes: Uint8Array, mode: number, outlives = true): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeAll(file, bytes, 0);
    if (outlives) fsyncSync(file);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

export function writeAll(file: number, bytes: Uint8Array, at: number): void {
  let written = 0;
  while (written < bytes.length)
    written += writeSync(file, bytes, written, bytes.length - written, at + written);
}

export function contentOf(file: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const part = new Uint8Array(Math.max(1024, fstatSync(file).size - at + 1));
    const read = readSync(file, part, 0, part.length, at);
    if (read === 0) return Buffer.concat(parts);
    parts.push(part.subarray(0, read));
    at += read;
  }
}

/**
 * Returns what others appended while `after` was written over `before` from the start of a file; null when `content` is no state of such a
 * write, so somebody else changed the file.
 */
export function appendedTo(content: Uint8Array, before: Uint8Array, after: Uint8Array): Uint8Array | null {
  let written = 0;
  const most = Math.min(content.length, after.length);
  while (written < most && content[written] === after[written]) written++;
  const rest = content.subarray(written, Math.max(written, before.length));
  if (!Buffer.from(rest).equals(before.subarray(written))) return null;
  return content.subarray(Math.max(written, before.length));
}

/** Truncates an open file to `length` bytes, moves appended text there, and waits for the disk. */
export function endAfter(file: number, length: number, appended: Uint8Array): void {
  writeAll(file, appended, length);
  ftruncateSync(file, length + appended.length);
  fsyncSync(file);
}
