import type { LegendEntry, OverlayMark, Tone } from './overlay-view.ts';

/** The legend of marks: a row for each tone that there is words for, counted; rows that nothing has are left out. */
export function legendOf(
  marks: ReadonlyMap<string, OverlayMark>,
  words: ReadonlyMap<Tone, string>,
): readonly LegendEntry[] {
  const counts = new Map<Tone, number>();
  for (const { tone } of marks.values()) counts.set(tone, (counts.get(tone) ?? 0) + 1);
  const entries: LegendEntry[] = [];
  for (const [tone, text] of words) {
    const count = counts.get(tone) ?? 0;
    if (count > 0) entries.push({ tone, words: text, count });
  }
  return entries;
}
