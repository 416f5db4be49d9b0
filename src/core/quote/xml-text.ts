// Text in XML and HTML, in an element or between double quotes.

import { visible } from './visible-text.ts';

/**
 * Returns text for XML that a program reads back: markup becomes references, and characters that XML cannot contain become the replacement
 * character.
 */
export function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them.
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // A parser would read it as a line feed.
      .replaceAll('\r', '&#13;')
  );
}

/** Returns XML text for people, on one line: invisible characters, and those that XML cannot contain, are written as in JSON. */
export function escapedText(text: string): string {
  return xmlText(
    visible(text).replace(/[\ufffe\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16)}`),
  );
}
