// The shortest way from one place to another by taking over those between.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { findWays, type Way } from '../../core/analysis/explain/find-ways.ts';
import { hostPlace, outsidePlace, placeTitle } from '../../core/analysis/explain/places.ts';
import type { HostSockets } from '../../core/analysis/rules/facts/runtime-sockets.ts';
import { legendOf } from './legend-of.ts';
import { emptyView, type OverlayMark, type OverlayView, outsideEnd, type Tone } from './overlay-view.ts';

const words: ReadonlyMap<Tone, string> = new Map([
  ['focus', 'begin and end'],
  ['bad', 'taken over on the way'],
  ['unknown', 'on the way, if what is not known is so'],
]);

function wayWords(from: string, way: Way): string {
  const stops = [from, ...way.map(({ to }) => to)].map(placeTitle);
  return `${way.length} ${way.length === 1 ? 'hop' : 'hops'}: ${stops.join(' → ')}`;
}

/** The shortest way that is certain, else one that may be; `sockets` are those that the file passes to containers. */
export function wayView(
  { topology, reach }: Analysis,
  from: string,
  to: string,
  sockets: HostSockets,
): OverlayView {
  const title = `From ${placeTitle(from)} to ${placeTitle(to)}`;
  for (const end of [from, to]) {
    if (end !== outsidePlace && end !== hostPlace && !reach.facts.has(end))
      return emptyView(title, `${end} takes no part here: an inactive profile, or no such service.`);
  }
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  const way = certain ?? possible;
  if (way === null) return emptyView(title, 'Nothing leads there, whatever is taken over on the way.');
  const marks = new Map<string, OverlayMark>();
  if (reach.facts.has(from)) marks.set(from, { tone: 'focus', word: 'begin' });
  way.forEach((hop, at) => {
    if (!reach.facts.has(hop.to)) return;
    const word = `hop ${at + 1}${hop.from === hostPlace ? ', from the host' : ''}`;
    const gives = way[at + 1]?.to === hostPlace ? ', to the host' : '';
    const on = hop.certain ? 'bad' : 'unknown';
    marks.set(hop.to, { tone: hop.to === to ? 'focus' : on, word: word + gives });
  });
  // The host is no card: the hops before and behind it are shown at their cards.
  const lines = way
    .filter((hop) => hop.from !== hostPlace && hop.to !== hostPlace)
    .map((hop) => ({
      from: hop.from === outsidePlace ? outsideEnd : hop.from,
      to: hop.to === outsidePlace ? outsideEnd : hop.to,
      tone: hop.certain ? ('bad' as const) : ('unknown' as const),
    }));
  const notes = [certain ? `${wayWords(from, certain)}.` : `Not known, perhaps in ${wayWords(from, way)}.`];
  if (certain && possible)
    notes.push(`If what is not known is so, it is shorter: ${wayWords(from, possible)}.`);
  return { title, notes, marks, lines, draws: 'all', legend: legendOf(marks, words), networks: null };
}
