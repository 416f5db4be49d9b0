// The one place of the command line that reads a file which somebody named: regular files of a bounded size, also behind
// links. A pipe would never end, a device may give bytes for ever, and both may be named in an `include`.

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from 'node:fs';
import { devNull } from 'node:os';

/** Maximum size of a file in bytes; no readable text (5 million characters) is longer. */
export const maxBytes = 20_000_000;

// Windows has neither; there, a file that is opened is not waited for.
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Returns the error for a text longer than `mostBytes`. */
export function tooLarge(): Error {
  return Object.assign(new Error(`more than ${maxBytes} bytes`), { code: 'EFBIG' });
}

function demandRegular(info: Stats): void {
  if (info.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  if (!info.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'EFTYPE' });
  if (info.size > maxBytes) throw tooLarge();
}

/** Reads all bytes of a file. Throws the file system's error, EFTYPE for anything but a regular file, EFBIG for a large one. */
export function readRegularFile(path: string): Uint8Array {
  // Compose takes it for an empty file, and people name it to have none.
  if (path === devNull) return new Uint8Array();
  // Checked before it is opened, since opening alone may move a device; and after it, since the file may have been replaced in between.
  demandRegular(statSync(path));
  return readOpened(openSync(path, withoutWaiting));
}

/** Like `readRegularFile`, but throws ELOOP when the last part of the path is a link. */
export function readUnlinkedFile(path: string): Uint8Array {
  const info = lstatSync(path);
  if (info.isSymbolicLink()) throw Object.assign(new Error('a link'), { code: 'ELOOP' });
  demandRegular(info);
  return readOpened(openSync(path, withoutWaiting | (constants.O_NOFOLLOW ?? 0)));
}

function readOpened(handle: number): Uint8Array {
  try {
    const info = fstatSync(handle);
    demandRegular(info);
    return readToEnd(handle, info.size);
  } finally {
    closeSync(handle);
  }
}

/** Reads to the end of a file whatever its reported size, since files in /proc report none and others grow. */
function readToEnd(handle: number, size: number): Uint8Array {
  let bytes = new Uint8Array(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(handle, bytes, length, bytes.length - length, null);
    if (read === 0) return bytes.subarray(0, length);
    length += read;
    if (length > maxBytes) throw tooLarge();
    if (length < bytes.length) continue;
    const larger = new Uint8Array(bytes.length * 2 + 4096);
    larger.set(bytes);
    bytes = larger;
  }
}
