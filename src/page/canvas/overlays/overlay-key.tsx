import type { PlacedMark } from '../../../core/picture/overlays/overlay-shapes.ts';
import { markedBoxes } from '../../../core/picture/overlays/overlay-shapes.ts';
import type { LegendEntry } from '../../../core/picture/overlays/overlay-view.ts';

/** A row of the legend with the number of cards, piles or lines that it marks in the picture. */
export interface DrawnEntry extends LegendEntry {
  readonly drawn: number;
}

/** Returns the legend of an overlay as drawn with these marks: a kind without a mark in the picture has no row. */
export function drawnLegend(
  legend: readonly LegendEntry[],
  marks: readonly PlacedMark[],
): readonly DrawnEntry[] {
  return legend
    .map((entry) => ({ ...entry, drawn: entry.line ? entry.count : markedBoxes(marks, entry) }))
    .filter(({ drawn }) => drawn > 0);
}

interface KeyProps {
  readonly entry: LegendEntry;
  readonly 'data-legend'?: string;
  readonly 'data-count'?: number;
}

/** One kind of mark: a sample of its look, its meaning, and the number of containers or lines. */
export function OverlayKey({ entry, ...data }: KeyProps) {
  const { tone, words, count, shade, line } = entry;
  return (
    <div
      className={`bh-overlay-key bh-row bh-gap-1-5 bh-nowrap bh-tone-${tone} bh-shade-${shade ?? 0}`}
      {...data}
    >
      <dt className="bh-row bh-gap-1-5">
        <svg width="26" height="12" aria-hidden="true">
          {line ? (
            <path className="bh-overlay-line" d="M1 6H25" />
          ) : (
            <rect className="bh-frame" x="1.5" y="1.5" width="23" height="9" rx="4" />
          )}
        </svg>
        {words}
      </dt>
      <dd className="bh-strong">{count}</dd>
    </div>
  );
}
