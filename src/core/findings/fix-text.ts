// A fix in words: what it does, and what stops working with it.

import type { Fix } from './finding.ts';

/** The most characters of what stops, or opens, beside the title of a fix, if that is more than one sentence. */
const longestStops = 80;

/** Returns what stops working with a fix, as one text without a full stop; null for a fix that stops nothing. */
export function stopsText({ stops = [] }: Pick<Fix, 'stops'>): string | null {
  return sentencesText(stops);
}

function sentencesText(stops: readonly string[]): string | null {
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

/** Returns the title of a fix, followed by what it opens between machines and what stops working with it. */
export function fixText(fix: Pick<Fix, 'title' | 'stops' | 'opens'>): string {
  const parts = [sentencesText(fix.opens ?? []), stopsText(fix)].filter((part) => part !== null);
  return parts.length === 0 ? fix.title : `${fix.title} (${parts.join('; ')})`;
}
