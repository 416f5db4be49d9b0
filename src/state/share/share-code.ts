// A project as the letters of a link and back. One byte of version, four of checksum, then the project as compressed JSON.
// A link comes from anywhere: whatever is not exactly what was written is refused. Compression is passed in.

import type { Result } from '../../core/text/result.ts';
import { readStoredProject, type StoredProject } from '../drafts/stored-project.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32 } from './crc32.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Compression without a header. `inflate` rejects what is not compressed so, and what grows beyond `most` bytes. */
export interface Compression {
  deflate(bytes: Bytes): Promise<Bytes>;
  inflate(bytes: Bytes, most: number): Promise<Bytes>;
}

/** `foreign`: not a link of Bulkhead. `version`: of a later or earlier Bulkhead. `damaged`: cut or changed in transit. */
export type ShareFault = 'foreign' | 'version' | 'damaged';

const version = 1;
const head = 5;
/** A small link can hold a text of any size: no more than a compose file may have. */
const mostBytes = 6 * 1024 * 1024;

function checksum(bytes: Bytes, sum: number): void {
  new DataView(bytes.buffer).setUint32(1, sum);
}

/** The letters of a link. */
export async function encodeShare(project: StoredProject, { deflate }: Compression): Promise<string> {
  const body = await deflate(new TextEncoder().encode(JSON.stringify(project)));
  const bytes = new Uint8Array(head + body.length);
  bytes[0] = version;
  bytes.set(body, head);
  checksum(bytes, crc32(body));
  return toBase64Url(bytes);
}

/** The project of a link's letters. */
export async function decodeShare(
  letters: string,
  { inflate }: Compression,
): Promise<Result<StoredProject, ShareFault>> {
  const bytes = fromBase64Url(letters);
  if (letters === '') return { ok: false, error: 'foreign' };
  // A cut link can have a number of letters that makes no whole bytes.
  if (bytes === null) return { ok: false, error: /^[\w-]+$/.test(letters) ? 'damaged' : 'foreign' };
  if (bytes[0] !== version) return { ok: false, error: 'version' };
  const body = bytes.slice(head);
  if (bytes.length <= head || new DataView(bytes.buffer).getUint32(1) !== crc32(body))
    return { ok: false, error: 'damaged' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      await inflate(body, mostBytes),
    );
    const project = readStoredProject(JSON.parse(text));
    return project === null ? { ok: false, error: 'foreign' } : { ok: true, value: project };
  } catch {
    return { ok: false, error: 'damaged' };
  }
}
