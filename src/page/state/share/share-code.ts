// A project in a link: its letters, how they are written and read, and the address that holds them.

import type { Result } from '../../../core/text/result.ts';
import { readStoredProject, type StoredProject } from '../drafts/stored-project.ts';
import { crc32 } from './picture-texts.ts';

// A project as the letters of a link and back. One byte of version, four of checksum, then the project as compressed JSON.
// A link comes from anywhere: whatever is not exactly what was written is refused. Compression is passed in.

type Bytes = Uint8Array<ArrayBuffer>;

/** Headerless compression. `inflate` rejects invalid data, and output of more than `most` bytes. */
interface Compression {
  deflate(bytes: Bytes): Promise<Bytes>;
  inflate(bytes: Bytes, most: number): Promise<Bytes>;
}

/**
 * The fault of a link. `foreign`: not a link of Bulkhead. `version`: of another version of Bulkhead. `damaged`: cut or changed in transit.
 */
export type ShareFault = 'foreign' | 'version' | 'damaged';

const version = 1;
const headerLength = 5;
/** The most bytes of a decompressed link, as for a compose file: a small link can expand to any size. */
const maxBytes = 6 * 1024 * 1024;

function checksum(bytes: Bytes, sum: number): void {
  new DataView(bytes.buffer).setUint32(1, sum);
}

/** Encodes a project as the letters of a link. */
export async function encodeShare(project: StoredProject, { deflate }: Compression): Promise<string> {
  const body = await deflate(new TextEncoder().encode(JSON.stringify(project)));
  const bytes = new Uint8Array(headerLength + body.length);
  bytes[0] = version;
  bytes.set(body, headerLength);
  checksum(bytes, crc32(body));
  return toBase64Url(bytes);
}

/** Decodes the project of a link's letters. */
export async function decodeShare(
  letters: string,
  { inflate }: Compression,
): Promise<Result<StoredProject, ShareFault>> {
  const bytes = fromBase64Url(letters);
  if (letters === '') return { ok: false, error: 'foreign' };
  // A cut link can have a number of letters that makes no whole bytes.
  if (bytes === null) return { ok: false, error: /^[\w-]+$/.test(letters) ? 'damaged' : 'foreign' };
  if (bytes[0] !== version) return { ok: false, error: 'version' };
  const body = bytes.slice(headerLength);
  if (bytes.length <= headerLength || new DataView(bytes.buffer).getUint32(1) !== crc32(body))
    return { ok: false, error: 'damaged' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      await inflate(body, maxBytes),
    );
    const project = readStoredProject(JSON.parse(text));
    return project === undefined ? { ok: false, error: 'foreign' } : { ok: true, value: project };
  } catch {
    return { ok: false, error: 'damaged' };
  }
}

// Bytes as letters that an address may hold, and back: strict, so that no two spellings mean the same bytes.

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...letters].map((letter, value) => [letter, value]));

/** Returns the bytes as URL-safe base64, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      text += letters[(held >> bits) & 63];
    }
  }
  return bits === 0 ? text : text + letters[(held << (6 - bits)) & 63];
}

/** Returns the bytes of URL-safe base64; null for any other text. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = values.get(letter);
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  // The bits left over are no byte, and have to be zero.
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/** Passes bytes through a stream; rejects as soon as more than `most` come out. */
async function through(
  bytes: Bytes,
  stream: ReadableWritablePair<Bytes, BufferSource>,
  most: number,
): Promise<Bytes> {
  const parts: Bytes[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError('the decompressed link is larger than a compose file may be');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The compression of the browser. */
export const browserCompression: Compression = {
  deflate: (bytes) => through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY),
  inflate: (bytes, most) => through(bytes, new DecompressionStream('deflate-raw'), most),
};

// A link of ours: the page's own address with the design in its fragment, which no browser sends to a server.

/** The length from which mail and chat programs may cut a link. */
export const safeLinkLength = 8 * 1024;
/** The most characters of a link. */
export const maxLinkLength = 64 * 1024;

/** Returns the link to `page` with `letters`. */
export function shareAddress(page: string, letters: string): string {
  return `${page.replace(/#.*$/s, '')}#share=${letters}`;
}

/** Returns the letters in a fragment; null when it is no share link. */
export function shareLetters(hash: string): string | null {
  const match = /^#share=(.*)$/s.exec(hash);
  return match === null ? null : (match[1] ?? '');
}
