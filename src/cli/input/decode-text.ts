// Bytes of a file as text, without changing any; what is no UTF-8 text ends the call.

import { type BadBytes, readBytes } from '../../core/text/read-bytes.ts';
import { CallFailure } from '../call-failure.ts';

/** The text of `bytes`; a failure that names the first offending byte where they are no UTF-8 text. */
export function decodeText(file: string, bytes: Uint8Array): string {
  const read = readBytes(bytes, () => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }));
  if (read.ok) return read.value;
  const { line, column } = read.error;
  throw new CallFailure(`${file}:${line}:${column}: ${faultOf(read.error)}`);
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
