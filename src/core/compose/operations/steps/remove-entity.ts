// Taking a whole entry out of `services:` or `networks:`.

import { patternText } from '../../../text/pattern-text.ts';
import { ok, refuse } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import { entityFragment } from '../../fragment-at.ts';
import type { Planned } from '../document-edit.ts';

/** Returns the anchors in a service or network that the rest of the file uses, in order of definition. */
export function usedAnchors(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): readonly string[] {
  const place = entityFragment(document, kind, name);
  if (!place) return [];
  const { text } = document;
  const outside = text.slice(0, place.from) + text.slice(place.from + place.fragment.length);
  return [...document.anchors]
    .filter(([, { fragment }]) => fragment === place.index)
    .map(([anchor]) => anchor)
    .filter((anchor) => new RegExp(`\\*${patternText(anchor)}(?![\\w-])`).test(outside));
}

/** Removes a service or network with all that it holds. */
export function undeclare(document: ComposeDocument, kind: 'service' | 'network', name: string): Planned {
  return entityFragment(document, kind, name)
    ? ok([{ do: 'undeclare', section: `${kind}s`, name }])
    : refuse('merged-in', `${kind} "${name}" comes from an anchor; change it there`);
}
