import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Writes a file that must not be there yet, and waits until it is on the disk. `mode` is narrowed by the umask. */
export function writeWhole(path: string, bytes: Uint8Array, mode: number): void {
  const handle = openSync(path, 'wx', mode);
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
