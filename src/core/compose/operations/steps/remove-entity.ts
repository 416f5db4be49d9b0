// Taking a whole entry out of `services:` or `networks:`; the last one leaves an empty mapping or takes its key along.

import type { Edits } from '../../../text/edit.ts';
import { patternText } from '../../../text/pattern-text.ts';
import { type Result, refuse } from '../../../text/result.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import type { ComposeDocument } from '../../document.ts';
import { entityFragment } from '../../fragment-at.ts';
import { editFile } from './whole-file.ts';

/** Anchors that a service or network holds and that the rest of the file uses, in order of definition. */
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

/** Removes an entry, and what it holds. */
export function removeEntity(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): Result<Edits> {
  if (!entityFragment(document, kind, name)) {
    return refuse('merged-in', `${kind} "${name}" comes from an anchor; change it there`);
  }
  const section = `${kind}s`;
  return editFile(document, (slice) => {
    const removed = removeNode(slice, [section, name]);
    if (removed.ok || removed.error.code !== 'only-entry') return removed;
    if (kind === 'service') return replaceValue(slice, [section], {});
    const whole = removeNode(slice, [section]);
    return whole.ok ? whole : replaceValue(slice, [section], {});
  });
}
