// Reads one file, or standard input, as text.

import { type BadBytes, readBytes } from '../../core/text/read-bytes.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';

const errorTexts = new Map([
  ['ENOENT', 'there is no such file. Check the path'],
  ['ENOTDIR', 'there is no such file, since a part of the path is not a folder. Check the path'],
  ['EISDIR', 'this is a folder. Name a file in it'],
  ['EACCES', 'reading is not permitted. Check the permissions of file and folder'],
  ['EPERM', 'reading is not permitted. Check the permissions of file and folder'],
  ['ELOOP', 'its links form a loop. Check where they point'],
  ['ENAMETOOLONG', 'the name is too long for a file. Check the path'],
  ['ERR_INVALID_ARG_VALUE', 'this is not a valid file name. Check the path'],
  ['EFTYPE', 'this is a device, pipe or socket. Name a regular file, or - to read standard input'],
  ['EFBIG', 'the file is larger than 5 MB. Split it'],
]);

/** Returns the failure for a file system error, in words. */
export function fileFailure(file: string, error: unknown): CallFailure {
  // A reader in between may have thrown its own message already.
  if (error instanceof CallFailure) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
  const why = errorTexts.get(code) ?? `cannot be read (${code}). Check the file`;
  return new CallFailure(`${file}:1:1: ${why}.`, 'unreadable-file');
}

/** Reads the text of a file; `-` is standard input. */
export async function readText(io: Io, file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await io.readStdin() : io.readFile(file);
  } catch (error) {
    throw fileFailure(file, error);
  }
  return decodeText(file, bytes);
}

/** Decodes UTF-8 bytes. A failure names the first invalid byte. */
export function decodeText(file: string, bytes: Uint8Array): string {
  const read = readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));
  if (read.ok) return read.value;
  const { line, column } = read.error;
  throw new CallFailure(`${file}:${line}:${column}: ${faultOf(read.error)}`, 'unreadable-file');
}

function faultOf({ kind, offset }: BadBytes): string {
  switch (kind) {
    case 'utf-16':
      return 'this is UTF-16, which Docker Compose does not read. Save the file as UTF-8';
    case 'binary':
      return `byte ${offset} is zero: this is binary, not text. Give a compose file`;
    case 'not-utf-8':
      return `byte ${offset} is not UTF-8. Save the file as UTF-8`;
  }
}
