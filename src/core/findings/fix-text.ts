// A fix in words: what it does, what it opens and closes between machines, and what stops working with it.

import type { Fix } from './finding.ts';

/** The most characters of what opens, closes or stops beside the title of a fix, if that is more than one sentence. */
const longestStops = 80;

/** Returns what stops working with a fix, as one text without a full stop; null for a fix that stops nothing. */
export function stopsText({ stops = [] }: Pick<Fix, 'stops'>): string | null {
  return firstSentences(stops);
}

function firstSentences(sentences: readonly string[]): string | null {
  const [first, ...others] = sentences;
  if (first === undefined) return null;
  let text = first;
  let told = 1;
  for (const other of others) {
    if (text.length + other.length > longestStops) break;
    text += `; ${other}`;
    told++;
  }
  return told === sentences.length ? text : `${text}; and ${sentences.length - told} more`;
}

/** Returns the title of a fix, followed by what it opens and closes between machines, and by what stops working with it. */
export function fixText(fix: Pick<Fix, 'title' | 'stops' | 'opens' | 'closes'>): string {
  const stops = stopsText(fix);
  const [opens, closes] = [firstSentences(fix.opens ?? []), firstSentences(fix.closes ?? [])];
  const parts = [
    ...(opens === null ? [] : [`opens: ${opens}`]),
    ...(closes === null ? [] : [`closes: ${closes}`]),
    ...(stops === null ? [] : [stops]),
  ];
  return parts.length === 0 ? fix.title : `${fix.title} (${parts.join('; ')})`;
}
