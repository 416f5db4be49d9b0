// A picture that Bulkhead drew, with the text of its files in it, can be opened again. Only these texts are read from such a file;
// nothing else in it is shown or run.

import { isPairs } from '../drafts/stored-project.ts';
import { readPngText } from './png-text.ts';

const references = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#13;', '\r'],
  ['&amp;', '&'],
]);

function plain(xml: string): string {
  return xml.replace(/&(?:lt|gt|quot|amp|#13);/g, (reference) => references.get(reference) ?? reference);
}

/** Read as text, not with the browser's XML parser, which would process everything else in a picture from an unknown source. */
function textsOfSvg(source: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const start = source.indexOf('<compose xmlns="urn:bulkhead:compose"');
  const end = source.indexOf('</compose>', start);
  if (start < 0 || end < 0) return texts;
  for (const [, name = '', text = ''] of source
    .slice(start, end)
    .matchAll(/<file name="([^"<>]*)"(?:\/>|>([^<>]*)<\/file>)/g)) {
    if (!texts.has(plain(name))) texts.set(plain(name), plain(text));
  }
  return texts;
}

function textsOfPng(bytes: Uint8Array): ReadonlyMap<string, string> {
  try {
    const pairs: unknown = JSON.parse(readPngText(bytes) ?? '[]');
    return new Map(isPairs(pairs) ? pairs : []);
  } catch {
    return new Map();
  }
}

/** The files that a picture holds, in order of merging; none where it was drawn without them. */
export function pictureTexts(name: string, bytes: Uint8Array): ReadonlyMap<string, string> {
  if (/\.png$/i.test(name)) return textsOfPng(bytes);
  return textsOfSvg(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

/** Whether a file is a picture by its name: one that was exported here may hold the text of its files. */
export function isPicture(name: string): boolean {
  return /\.(?:svg|png)$/i.test(name);
}
