// A new entry under `services:` or `networks:`, and the key itself where the file has none.

import type { Edits } from '../../../text/edit.ts';
import type { Result } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { findNode } from '../../../yaml/slice.ts';
import type { ComposeDocument } from '../../document.ts';
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
  return editFile(document, (slice) =>
    findNode(slice, [section]) === null
      ? addEntry(slice, [], section, { [name]: value })
      : addEntry(slice, [section], name, value),
  );
}
