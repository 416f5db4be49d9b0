// Operations that touch more than one entry work on the whole text, parsed once.

import type { Edits } from '../../../text/edit.ts';
import { type Result, refuse } from '../../../text/result.ts';
import { fileStyle } from '../../../yaml/file-style.ts';
import { parseSlice, type Slice } from '../../../yaml/slice.ts';
import type { ComposeDocument } from '../../document.ts';

/** Plans edits on the whole file. */
export function editFile(document: ComposeDocument, plan: (slice: Slice) => Result<Edits>): Result<Edits> {
  const slice = parseSlice(document.text, fileStyle(document.text));
  return slice ? plan(slice) : refuse('has-errors', 'the file has errors; mend them first');
}

/** Names that Compose takes for services and networks, and that no YAML reader takes for anything but text. */
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
