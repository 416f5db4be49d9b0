// Edits of the whole text, for operations that touch more than one entry: declaring services and networks, and renaming.

import { type Edits, normalizeEdits, type TextEdit } from '../../../text/edit.ts';
import { type Result, refuse } from '../../../text/result.ts';
import type { WrittenText } from '../../../yaml/effective-node.ts';
import { fileStyle } from '../../../yaml/file-style.ts';
import { formatScalar, quoteScalar } from '../../../yaml/format-value.ts';
import { parseSlice, type Slice } from '../../../yaml/slice.ts';
import type { ComposeDocument } from '../../document.ts';

/** Plans edits on the whole file, parsed once. */
export function editFile(document: ComposeDocument, plan: (slice: Slice) => Result<Edits>): Result<Edits> {
  const slice = parseSlice(document.text, fileStyle(document.text));
  return slice ? plan(slice) : refuse('has-errors', 'the file has errors; fix them first');
}

/** Refuses names that Compose rejects, or that a YAML reader may take for something other than text; null for valid names. */
export function refuseName(kind: 'service' | 'network', name: string): Result<never> | null {
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return refuse('invalid-name', `"${name}" is no name: use letters, digits, ".", "_" and "-"`);
  }
  if (kind === 'network' && name.startsWith('x-')) {
    return refuse(
      'invalid-name',
      `Compose takes the network name "${name}" for an extension; choose one without "x-"`,
    );
  }
  return null;
}

/** Returns the edits that replace each written text, each place once, by the result of `renamed`; null leaves the text. */
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
