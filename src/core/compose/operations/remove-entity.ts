// Taking a whole entry out of `services:` or `networks:`; the last one leaves an empty mapping or takes its key along.

import type { Edits } from '../../text/edit.ts';
import { type Result, refuse } from '../../text/result.ts';
import { removeNode } from '../../yaml/remove-node.ts';
import { replaceValue } from '../../yaml/replace-value.ts';
import type { ComposeDocument } from '../document.ts';
import { entityFragment } from '../fragment-at.ts';
import { editFile } from './whole-file.ts';

/** Removes an entry; refused where it holds an anchor that others use. */
export function removeEntity(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
): Result<Edits> {
  const place = entityFragment(document, kind, name);
  if (!place) return refuse('merged-in', `${kind} "${name}" comes from an anchor; change it there`);
  for (const [anchor, { fragment }] of document.anchors) {
    const text = document.text;
    const outside = text.slice(0, place.from) + text.slice(place.from + place.fragment.length);
    if (
      fragment === place.index &&
      new RegExp(`\\*${anchor.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(outside)
    ) {
      return refuse(
        'anchor-holder',
        `${kind} "${name}" holds the anchor &${anchor}, which others use; move it under an "x-" key first`,
      );
    }
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
