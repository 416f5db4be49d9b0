// The overlay *Observed*: what a record says was seen to flow, over what the files allow. What was not seen is never called unused.

import { plural } from '../../../core/compose/numbers.ts';
import { observedOn } from '../../../core/host/host-observed.ts';
import { observedTies } from '../../../core/map/observed-ties.ts';
import { projectRecord } from '../../../core/needs/observed-needs.ts';
import { type ObservedPair, type ObservedState, observedPairs } from '../../../core/needs/observed-pairs.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import { gapSentences, periodText, watchedText } from '../../../core/observed/watched-text.ts';
import {
  emptyView,
  type LegendEntry,
  legendOf,
  linesAbout,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Tone } from '../../../core/picture/tones.ts';
import type { Reach } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';

const title = 'Observed';

/** The style of a pair, by its observation. */
export const observedTones: { readonly [state in ObservedState]: Tone } = {
  used: 'full',
  unseen: 'idle',
  unpredicted: 'bad',
};

/** The number of lines up to which pairs without traffic are drawn at rest, too; more would hatch the picture. */
export const mostAtRest = 60;
/** The most lines that are listed. */
const mostUnseen = 20_000;

/** Returns the end of a line for a side of a pair: the outside is one; the host has none, since it is all around. */
const endOf = (reach: Reach, side: string): string | null =>
  reach.facts.has(side) ? side : side === 'host' ? null : outsideEnd;

/** Shows every pair with observed traffic, and every reachable one without. */
export function observedView({ reach }: Analysis): OverlayView {
  return viewOf(reach, projectRecord(reach.options));
}

/** Shows the observed traffic of all stacks of a host, with services as `STACK/SERVICE`; the map draws lines between stacks itself. */
export function hostObservedView(analysis: HostAnalysis): OverlayView {
  const record = observedOn(analysis);
  const legend = record === null ? [] : legendOfLines(observedTies(analysis)?.ties ?? [], record);
  return { ...viewOf(analysis.reach, record), lines: [], draws: 'all', legend };
}

/** Returns the rows of the legend for drawn lines, by their state. */
function legendOfLines(
  lines: readonly { readonly state: ObservedState }[],
  record: ObservedRecord,
): readonly LegendEntry[] {
  const words = {
    used: 'allowed and seen',
    unseen: `allowed, not seen in ${periodText(record)}`,
    unpredicted: 'seen, and not predicted',
  };
  return (['used', 'unseen', 'unpredicted'] as const).flatMap((kind) => {
    const count = lines.filter(({ state }) => state === kind).length;
    return count === 0
      ? []
      : [{ kind, tone: observedTones[kind], words: words[kind], count, line: true as const }];
  });
}

function viewOf(reach: Reach, record: ObservedRecord | null): OverlayView {
  if (record === null)
    return emptyView(
      title,
      'No record of what was seen is open. Write one with bulkhead observe, and drop it here.',
    );
  const { seen, unseenFrom, unseenCount, elsewhere } = observedPairs(reach, record.connections);
  const listed = unseenCount > mostUnseen ? [] : reach.services.flatMap(unseenFrom);
  const lines = [...listed, ...seen].flatMap(({ from, to, state }): readonly OverlayLine[] => {
    const [start, end] = [endOf(reach, from), endOf(reach, to)];
    return start === null || end === null
      ? []
      : [{ from: start, to: end, tone: observedTones[state], observed: state }];
  });
  const marks = new Map(
    reach.services.map((name) => [name, markOf(name, seen, periodText(record))] as const),
  );
  const draws = lines.length <= mostAtRest ? 'all' : 'seen';
  const unpredicted = seen.filter(({ state }) => state === 'unpredicted');
  const withHost = seen.filter(({ from, to }) => from === 'host' || to === 'host').length;
  const atRest = linesAbout({ lines, draws }, null);
  const states = atRest.flatMap(({ observed }) => (observed ? [{ state: observed }] : []));
  const legend = [...legendOfLines(states, record), ...legendOf(marks, observedLegend(periodText(record)))];
  const notes = [
    ...(unpredicted.length === 0
      ? []
      : [`Seen, and closed by these files: ${unpredicted.map(pairText).join('; ')}.`]),
    `${capital(watchedText(record))}.`,
    ...(draws === 'all'
      ? []
      : [`${plural(unseenCount, 'connection')} allowed and not seen: point at a container to see its own.`]),
    ...(withHost === 0 ? [] : [`${withHost} with the host itself, without a line.`]),
    ...(elsewhere === 0 ? [] : [`${plural(elsewhere, 'connection')} of other services.`]),
  ];
  return {
    title,
    notes,
    limits: gapSentences(record),
    marks,
    lines,
    draws,
    legend,
    networks: null,
  };
}

function observedLegend(period: string): ReadonlyMap<string, string> {
  return new Map([
    ['bad', 'in a connection that was not predicted'],
    ['full', 'in a connection that was seen'],
    ['idle', `not seen in ${period}`],
  ]);
}

function pairText({ from, to, ports }: ObservedPair): string {
  return `${from} to ${to} at ${ports.join(', ')}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function markOf(name: string, seen: readonly ObservedPair[], watched: string): OverlayMark {
  const out = seen.filter(({ from }) => from === name);
  const into = seen.filter(({ to }) => to === name);
  const wrong = [...out, ...into].filter(({ state }) => state === 'unpredicted').length;
  if (wrong > 0) return { tone: 'bad', word: `${wrong} not predicted` };
  if (out.length + into.length === 0) return { tone: 'idle', word: `not seen in ${watched}` };
  const words = [
    out.length > 0 ? `asks ${out.length}` : '',
    into.length > 0 ? `asked by ${into.length}` : '',
  ];
  return { tone: 'full', word: words.filter((word) => word !== '').join(', ') };
}
