import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { HostScene } from '../../../core/map/host-scene.ts';
import { type ObservedTie, type ObservedTies, observedTies } from '../../../core/map/observed-ties.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { useUi } from '../../state/use-store.ts';
import { tiesFromEnd, widestBend } from '../map/band-room.ts';
import { mostAtRest, observedTones } from '../overlays/observed-view.ts';
import { hostHighlightStore } from './host-picture-store.ts';

/** Returns the traffic observed between the stacks, while that overlay is on; null otherwise. */
export function useObservedTies(analysis: HostAnalysis): ObservedTies | null {
  const asked = useUi(({ overlay }) => overlay?.kind === 'observed');
  return useMemo(() => (asked ? observedTies(analysis) : null), [asked, analysis]);
}

/**
 * The least bend of a line to the left; it grows with the bands that the line passes, and upward lines bend a little more, so that two
 * directions are two lines.
 */
const minBend = 16;
const bendEach = 11;
const upwardBend = 7;
const head = 8;

interface Shape {
  readonly line: string;
  readonly head: string;
}

/** Returns the line between two bands: an arc at their right ends. */
function bow(scene: HostScene, from: number, to: number): Shape | null {
  const [a, b] = [scene.bands[from], scene.bands[to]];
  if (a === undefined || b === undefined) return null;
  const x = scene.columns.end - tiesFromEnd;
  const down = to > from;
  const off = Math.min(5, scene.row / 5) * (down ? 1 : -1);
  const [start, end] = [a.middle + off, b.middle - off];
  const bend = Math.min(widestBend, minBend + bendEach * Math.abs(to - from) + (down ? 0 : upwardBend));
  return {
    line: `M${x} ${start}C${x - bend} ${start} ${x - bend} ${end} ${x - head} ${end}`,
    head: arrowHead(x, end, 1),
  };
}

/** Returns the line between the outside and a band, above the line of its way in or, for outgoing traffic, below it. */
function across(scene: HostScene, index: number, out: boolean): Shape | null {
  const band = scene.bands[index];
  if (band === undefined) return null;
  const left = scene.outside.x + scene.outside.width;
  const right = band.rect.x;
  const y = band.middle + Math.min(8, scene.row / 3) * (out ? 1 : -1);
  return out
    ? { line: `M${right} ${y}H${left + head}`, head: arrowHead(left, y, -1) }
    : { line: `M${left} ${y}H${right - head}`, head: arrowHead(right, y, 1) };
}

function arrowHead(x: number, y: number, direction: 1 | -1): string {
  return `M${x} ${y}l${-head * direction} -4v8z`;
}

function isBetween(index: number, a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.min(a, b) < index && index < Math.max(a, b);
}

interface LinesProps {
  readonly scene: HostScene;
  readonly ties: readonly ObservedTie[];
  /** The id of the open stack. No line crosses its picture, which shows its traffic with the outside itself. */
  readonly unfolded: string | null;
}

/** The layer over the bands: traffic observed between stacks, and with the outside. */
export function ObservedLines({ scene, ties, unfolded }: LinesProps) {
  const own = useStore(hostHighlightStore, ({ light }) => light?.own ?? null);
  const indexes = new Map(scene.bands.map(({ band }, index) => [band.stack, index]));
  const open = unfolded === null ? undefined : indexes.get(unfolded);
  const all = ties.length <= mostAtRest;
  const shown = ties.filter(
    ({ from, to, state }) => all || state !== 'unseen' || own?.has(from) === true || own?.has(to) === true,
  );
  return (
    <svg
      className="bh-host-lines bh-host-observed"
      width={scene.width}
      height={scene.height}
      aria-hidden="true"
    >
      {shown.map(({ from, to, state }) => {
        const [start, end] = [indexes.get(from), indexes.get(to)];
        if (from === unfolded || to === unfolded) return null;
        if (open !== undefined && isBetween(open, start, end)) return null;
        const shape =
          start !== undefined && end !== undefined
            ? bow(scene, start, end)
            : across(scene, start ?? end ?? -1, end === undefined);
        if (shape === null) return null;
        return (
          <g
            key={`${from} ${to}`}
            className={`bh-tone-${observedTones[state]}`}
            data-observed={state}
            data-marked={state}
            data-from={from}
            data-to={to}
          >
            <path className="bh-overlay-line" d={shape.line} />
            <path className="bh-overlay-head" d={shape.head} />
          </g>
        );
      })}
    </svg>
  );
}
