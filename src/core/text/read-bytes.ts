// Bytes of a file as text, strictly, so that writing it gives the same bytes. The decoder is passed in, since core has none.

import { ok, type Result } from './result.ts';

/** The reason why bytes are no text, with the position of the first invalid byte (`offset` from 0, `line` and `column` from 1). */
export interface BadBytes {
  readonly kind: 'utf-16' | 'binary' | 'not-utf-8';
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A strict UTF-8 decoder that keeps a byte order mark: `TextDecoder` with `fatal` and `ignoreBOM`. */
export interface Utf8Decoder {
  decode(bytes: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** Returns the text of `bytes`. */
export function readBytes(bytes: Uint8Array, newDecoder: () => Utf8Decoder): Result<string, BadBytes> {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return bad('utf-16', bytes, 0);
  const zero = bytes.indexOf(0);
  if (zero >= 0) return bad('binary', bytes, zero);
  const text = attempt(bytes, false, newDecoder);
  return text === null ? bad('not-utf-8', bytes, firstBadByte(bytes, newDecoder)) : ok(text);
}

function bad(kind: BadBytes['kind'], bytes: Uint8Array, offset: number): Result<never, BadBytes> {
  let line = 1;
  let start = 0;
  for (let i = 0; i < offset; i++) {
    if (bytes[i] !== 10) continue;
    line++;
    start = i + 1;
  }
  return { ok: false, error: { kind, offset, line, column: offset - start + 1 } };
}

function attempt(bytes: Uint8Array, stream: boolean, newDecoder: () => Utf8Decoder): string | null {
  try {
    return newDecoder().decode(bytes, { stream });
  } catch {
    return null;
  }
}

/** Returns the offset of the first invalid byte. Decodes ever shorter prefixes; `stream` tolerates a character that the cut divides. */
function firstBadByte(bytes: Uint8Array, newDecoder: () => Utf8Decoder): number {
  let good = 0;
  let end = bytes.length;
  while (end - good > 1) {
    const middle = (good + end) >> 1;
    if (attempt(bytes.subarray(0, middle), true, newDecoder) === null) end = middle;
    else good = middle;
  }
  return good;
}
