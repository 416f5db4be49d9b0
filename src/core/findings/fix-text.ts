// A fix in words: what it does, and what stops working with it.

import type { Fix } from './finding.ts';

/** The most characters of what stops beside the title of a fix, if that is more than one sentence. */
const longestStops = 80;

/** Returns what stops working with a fix, as one text without a full stop; null for a fix that stops nothing. */
export function stopsText({ stops = [] }: Pick<Fix, 'stops'>): string | null {
  const [first, ...others] = stops;
  if (first === undefined) return null;
  let text = first;
  let told = 1;
  for (const other of others) {
    if (text.length + other.length > longestStops) break;
    text += `; ${other}`;
    told++;
  }
  return told === stops.length ? text : `${text}; and ${stops.length - told} more`;
}

/** Returns the title of a fix, followed by what stops working with it. */
export function fixText(fix: Pick<Fix, 'title' | 'stops'>): string {
  const stops = stopsText(fix);
  return stops === null ? fix.title : `${fix.title} (${stops})`;
}
