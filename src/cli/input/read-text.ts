// Reads one file, or standard input, as text.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { decodeText } from './decode-text.ts';

const words = new Map([
  ['ENOENT', 'there is no such file. Check the path'],
  ['EISDIR', 'this is a folder. Name a file in it'],
  ['EACCES', 'reading is not permitted. Check the permissions'],
]);

// No text of a size that is read (5 MB) has more bytes, and a string cannot hold just any number of them.
const maxBytes = 20_000_000;

/** The bytes of `file`; `-` is standard input. */
async function readBytes(io: Io, file: string): Promise<Uint8Array> {
  if (file === '-') return io.readStdin();
  try {
    return io.readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CallFailure(`${file}:1:1: ${words.get(code) ?? `cannot be read (${code}). Check the file`}`);
  }
}

/** The text of `file`; `-` is standard input. */
export async function readText(io: Io, file: string): Promise<string> {
  const bytes = await readBytes(io, file);
  if (bytes.length <= maxBytes) return decodeText(file, bytes);
  throw new CallFailure(`${file}:1:1: the file is larger than 5 MB (${bytes.length} bytes). Split it.`);
}
