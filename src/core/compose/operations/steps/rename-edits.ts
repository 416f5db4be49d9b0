// Edits that put a new name where an old one is written, each place once.

import type { Edits, TextEdit } from '../../../text/edit.ts';
import { normalizeEdits } from '../../../text/edit.ts';
import type { WrittenText } from '../../../yaml/effective-node.ts';
import { formatScalar, quoteScalar } from '../../../yaml/format-value.ts';
import type { Slice } from '../../../yaml/slice.ts';

/** Replaces each written text by what `renamed` makes of it; null leaves it. */
export function renameEdits(
  slice: Slice,
  written: readonly WrittenText[],
  renamed: (text: string) => string | null,
): Edits {
  const edits = new Map<number, TextEdit>();
  for (const { text, from, to, quote } of written) {
    const name = renamed(text);
    if (name === null || name === text) continue;
    edits.set(from, { from, to, insert: quote ? quoteScalar(name, quote) : formatScalar(name, slice.style) });
  }
  return normalizeEdits([...edits.values()]);
}
