// Services and networks as stretches of a file's text, and back.

import type { ComposeDocument } from '../../core/compose/document.ts';
import { entityFragment } from '../../core/compose/fragment-at.ts';
import type { Span } from '../../core/yaml/tree.ts';
import type { Selected } from '../../state/selection.ts';

/** How much of an entry is its own: blank lines and comments at its end belong to what follows. */
function ownLength(slice: string): number {
  return slice.replace(/(?:(?:\r\n?|\n)[ \t]*(?:#[^\r\n]*)?)+$/, '').length;
}

/** Where a selected thing stands in a file; null where the file does not contain it. A membership stands with its service. */
export function spanOfSelected(document: ComposeDocument, item: Selected): Span | null {
  const kind = item.type === 'network' ? 'network' : 'service';
  const place = entityFragment(document, kind, item.type === 'tap' ? item.service : item.name);
  if (place === null) return null;
  const slice = document.text.slice(place.from, place.from + place.fragment.length);
  return { from: place.from, to: place.from + ownLength(slice) };
}

/** The service or network that stands at an offset; null between them. */
export function selectedAt(document: ComposeDocument, offset: number): Selected | null {
  let from = 0;
  for (const { kind, name, length } of document.fragments) {
    if (offset >= from && offset < from + length) return kind === 'rest' ? null : { type: kind, name };
    from += length;
  }
  return null;
}
