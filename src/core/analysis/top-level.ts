// Values of top-level keys that the model does not hold: `volumes`, `x-bulkhead`.

import type { ComposeDocument } from '../compose/document.ts';
import type { Tree } from '../yaml/tree.ts';

/** The value behind a top-level key; null where the file has none. */
export function topLevel(document: ComposeDocument, key: string): Tree | null {
  const found = document.fragments.find(({ kind, name }) => kind === 'rest' && name === key);
  return found?.tree ?? null;
}
