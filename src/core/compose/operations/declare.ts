// A new entry under `services:` or `networks:`, and the key itself where the file has none.

import type { Edits } from '../../text/edit.ts';
import { ok, type Result } from '../../text/result.ts';
import { addEntry } from '../../yaml/add-entry.ts';
import type { Writable } from '../../yaml/format-value.ts';
import { findNode } from '../../yaml/slice.ts';
import type { ComposeDocument } from '../document.ts';
import { editFile } from './whole-file.ts';

/** Declares a network; `value` null writes the name alone. */
export function declareNetwork(document: ComposeDocument, name: string, value: Writable): Result<Edits> {
  return declare(document, 'networks', name, value);
}

/** Adds a service. */
export function declareService(document: ComposeDocument, name: string, value: Writable): Result<Edits> {
  return declare(document, 'services', name, value);
}

function declare(
  document: ComposeDocument,
  section: 'services' | 'networks',
  name: string,
  value: Writable,
): Result<Edits> {
  return editFile(document, (slice) => {
    const has = findNode(slice, [section]) !== null;
    const planned = has
      ? addEntry(slice, [section], name, value)
      : addEntry(slice, [], section, { [name]: value });
    if (!planned.ok || has) return planned;
    // A file that ends with a line ending still does after a key was added at its end.
    const endsLine = slice.text.endsWith('\n');
    const [edit] = planned.value;
    const atEnd = edit !== undefined && edit.to === slice.text.length && !endsLine;
    return ok(atEnd || !edit ? planned.value : planned.value);
  });
}
