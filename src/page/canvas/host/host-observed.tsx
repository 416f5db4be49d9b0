import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { HostScene } from '../../../core/map/host-scene.ts';
import { type ObservedTie, type ObservedTies, observedTies } from '../../../core/map/observed-ties.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { useUi } from '../../state/use-store.ts';
import { across, bow, isBetween } from '../map/tie-lines.ts';
import { mostAtRest, observedTones } from '../overlays/observed-view.ts';
import { hostHighlightStore } from './host-picture-store.ts';

/** Returns the traffic observed between the stacks, while that overlay is on; null otherwise. */
export function useObservedTies(analysis: HostAnalysis): ObservedTies | null {
  const asked = useUi(({ overlay }) => overlay?.kind === 'observed');
  return useMemo(() => (asked ? observedTies(analysis) : null), [asked, analysis]);
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
