// Bytes of a file as text, without changing any: a byte order mark stays, and what is not UTF-8 is refused.

import { CallFailure } from '../call-failure.ts';

/** Offset of the first byte that is not UTF-8 in `bytes`, which hold one. */
function firstBadByte(bytes: Uint8Array): number {
  // Decoding ever shorter prefixes finds the place; `stream` forgives a character cut at the end.
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}

function refuse(file: string, bytes: Uint8Array, offset: number, what: string): never {
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < offset; i++) {
    if (bytes[i] !== 10) continue;
    line++;
    lineStart = i + 1;
  }
  throw new CallFailure(`${file}:${line}:${offset - lineStart + 1}: ${what}`);
}

/** The text of `bytes`; a failure that names the first offending byte where they are no UTF-8 text. */
export function decodeText(file: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    refuse(file, bytes, 0, 'this is UTF-16, which Docker Compose does not read. Save the file as UTF-8');
  }
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    refuse(file, bytes, zero, `byte ${zero} is zero: this is binary, not text. Give a compose file`);
  }
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
  } catch {
    const offset = firstBadByte(bytes);
    return refuse(file, bytes, offset, `byte ${offset} is not UTF-8. Save the file as UTF-8`);
  }
}
