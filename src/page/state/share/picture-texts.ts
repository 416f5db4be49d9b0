// The text of the files inside an exported picture, SVG or PNG.

import { readStoredPairs } from '../drafts/stored-project.ts';

// A picture that Bulkhead drew, with the text of its files in it, can be opened again. Only these texts are read from such a file;
// nothing else in it is shown or run.

const references = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#13;', '\r'],
  ['&amp;', '&'],
]);

function unescapeXml(xml: string): string {
  return xml.replace(/&(?:lt|gt|quot|amp|#13);/g, (reference) => references.get(reference) ?? reference);
}

/** Reads the texts of an SVG without the browser's XML parser, which would process everything else in a picture from an unknown source. */
function textsOfSvg(source: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const start = source.indexOf('<compose xmlns="urn:bulkhead:compose"');
  const end = source.indexOf('</compose>', start);
  if (start < 0 || end < 0) return texts;
  for (const [, name = '', text = ''] of source
    .slice(start, end)
    .matchAll(/<file name="([^"<>]*)"(?:\/>|>([^<>]*)<\/file>)/g)) {
    if (!texts.has(unescapeXml(name))) texts.set(unescapeXml(name), unescapeXml(text));
  }
  return texts;
}

function textsOfPng(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    return new Map(readStoredPairs(JSON.parse(readPngText(bytes) ?? '[]')) ?? []);
  } catch {
    return new Map();
  }
}

/** Returns the files stored in a picture, in merge order; none when it was exported without them. */
export function pictureTexts(name: string, bytes: Uint8Array): ReadonlyMap<string, string> {
  if (/\.png$/i.test(name)) return textsOfPng(bytes);
  return textsOfSvg(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

/** True when a file is a picture by its name: exported pictures may contain the text of their files. */
export function isPicture(name: string): boolean {
  return /\.(?:svg|png)$/i.test(name);
}

// A text inside a PNG file: a chunk that every viewer skips. What is read is not trusted: lengths are checked.

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The header of our chunk: keyword, no compression, no language, no translated keyword. */
const chunkHeader = new TextEncoder().encode('bulkhead-compose\0\0\0\0\0');

interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly data: Uint8Array;
}

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  if (!signature.every((byte, at) => png[at] === byte)) return;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let start = signature.length;
  while (start + 12 <= png.length) {
    const length = view.getUint32(start);
    if (start + 12 + length > png.length) return;
    const type = String.fromCharCode(...png.subarray(start + 4, start + 8));
    yield { type, start, data: png.subarray(start + 8, start + 8 + length) };
    start += 12 + length;
  }
}

/** Returns the picture with `text` stored before its end. */
export function putPngText(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text);
  const end = [...chunksOf(png)].find(({ type }) => type === 'IEND')?.start ?? png.length;
  const chunk = new Uint8Array(12 + chunkHeader.length + body.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, chunkHeader.length + body.length);
  chunk.set(new TextEncoder().encode('iTXt'), 4);
  chunk.set(chunkHeader, 8);
  chunk.set(body, 8 + chunkHeader.length);
  view.setUint32(chunk.length - 4, crc32(chunk.subarray(4, chunk.length - 4)));
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, end));
  whole.set(chunk, end);
  whole.set(png.subarray(end), end + chunk.length);
  return whole;
}

/** Returns the text stored in a picture; null without one. */
export function readPngText(png: Uint8Array): string | null {
  for (const { type, data } of chunksOf(png)) {
    if (type !== 'iTXt' || !chunkHeader.every((byte, at) => data[at] === byte)) continue;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        data.subarray(chunkHeader.length),
      );
    } catch {
      return null;
    }
  }
  return null;
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** Returns the CRC-32 checksum of bytes, as zip and gzip use it. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (table[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
