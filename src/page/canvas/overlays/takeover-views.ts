// Overlays about taking over containers one after the other: from one on, and from one place to another.

import {
  type BlastRadius,
  blastRadius,
  type TakenOver,
  type WayToHost,
} from '../../../core/blast/blast-radius.ts';
import type { HostSockets } from '../../../core/blast/runtime-sockets.ts';
import { nameList } from '../../../core/compose/name-list.ts';
import { plural } from '../../../core/compose/numbers.ts';
import { findWays, type Way } from '../../../core/explain/find-ways.ts';
import {
  emptyView,
  legendOf,
  type OverlayMark,
  type OverlayView,
  outsideEnd,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Shade } from '../../../core/picture/tones.ts';
import { hostPlace, outsidePlace, placeTitle } from '../../../core/reach/places.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

// Blast radius: what falls if one container falls, with pivots, cut points, transit and what voids the isolation.

const hopsOf = (hops: number): string => plural(hops, 'hop');

/** Returns the distance in words. From the outside, hops count from the ways in, as in the sentence above the picture. */
function distance(hops: number, outside: boolean): string {
  if (!outside) return hopsOf(hops);
  return hops === 1 ? 'way in' : hopsOf(hops - 1);
}

/** Returns the colour of a distance: the fewer hops, the stronger. */
function shadeOf(hops: number): Shade {
  return hops === 1 ? 4 : hops === 2 ? 2 : 1;
}

function blastLegend(outside: boolean): ReadonlyMap<string, string> {
  return new Map([
    ['focus', 'taken over first'],
    [`bad-${shadeOf(1)}`, outside ? 'a way in from outside' : '1 hop away'],
    [`bad-${shadeOf(2)}`, outside ? '1 hop behind it' : '2 hops away'],
    [`bad-${shadeOf(3)}`, outside ? '2 hops or more' : '3 hops or more'],
    ['bad', 'falls with the host'],
    ['unknown', 'falls if what is unknown or inferred is true'],
  ]);
}

function blastMark(
  { hops, pivot, cut, transit, certain }: TakenOver,
  outside: boolean,
  toHost: boolean,
): OverlayMark {
  const parts = [distance(hops, outside)];
  if (cut) parts.push('cut point');
  if (toHost) parts.push('to the host');
  const more = [pivot && !cut ? 'others fall through it' : '', transit ? 'passes packets on' : ''];
  const details = more.filter((part) => part !== '').join(', ');
  const look = certain ? ({ tone: 'bad', shade: shadeOf(hops) } as const) : ({ tone: 'unknown' } as const);
  return { ...look, word: parts.join(', '), ...(details === '' ? {} : { more: details }) };
}

function howTo({ escapes }: WayToHost): string {
  return nameList(escapes.map(({ text, certain }) => `${certain ? '' : 'perhaps '}${text}`));
}

/** Returns the nearest way to the host, the services that fall with the host, and each other way there. */
function hostNotes({ nearestWayToHost, waysToHost, throughHost }: BlastRadius): readonly string[] {
  const others = waysToHost
    .filter(({ service }) => service !== nearestWayToHost?.service)
    .map(
      (way) =>
        `${nearestWayToHost ? 'Another way to the host' : 'A way to the host'}: ${way.service} ${howTo(way)}.`,
    );
  if (nearestWayToHost === null) return ['No container on the way leads to the host.', ...others];
  const sure = nearestWayToHost.escapes.some(({ certain }) => certain);
  const nearest = waysToHost.find(({ service }) => service === nearestWayToHost.service) ?? nearestWayToHost;
  const more =
    throughHost.length === 0
      ? ''
      : ` ${throughHost.length} more fall${throughHost.length === 1 ? 's' : ''} with it.`;
  const why = `${nearestWayToHost.service}, which ${howTo(nearest)}`;
  const first = sure ? `The host falls at ${why}.` : `It is unknown whether the host falls: ${why}.`;
  return [first + more, ...others];
}

/**
 * Shows the services that fall with `start` within `hops` connections; null for any number. `sockets` are those that the file passes to
 * containers.
 */
export function blastView(
  { topology, reach }: Analysis,
  start: string,
  hops: number | null,
  sockets: HostSockets,
): OverlayView {
  const far = hops === null ? '' : `, ${hopsOf(hops)}`;
  const outside = start === outsidePlace;
  const title = outside ? `Blast radius from outside${far}` : `Blast radius of ${start}${far}`;
  if (!reach.facts.has(start) && !outside) {
    return emptyView(title, `${start} takes no part here: an inactive profile, or no such service.`);
  }
  const blast = blastRadius(topology, reach, start, hops ?? Number.POSITIVE_INFINITY, sockets);
  const marks = new Map<string, OverlayMark>();
  if (!outside) marks.set(start, { tone: 'focus', word: 'taken over' });
  const givesHost = new Set(blast.waysToHost.map(({ service }) => service));
  for (const fallen of blast.takenOver)
    marks.set(fallen.service, blastMark(fallen, outside, givesHost.has(fallen.service)));
  const sureOfHost = blast.nearestWayToHost?.escapes.some(({ certain }) => certain) === true;
  for (const service of blast.throughHost)
    marks.set(service, {
      tone: sureOfHost ? 'bad' : 'unknown',
      word: 'with the host',
    });
  const lines = blast.takenOver.map(({ via, service, certain }) => ({
    from: via,
    to: service,
    tone: certain ? ('bad' as const) : ('unknown' as const),
  }));
  const { length } = blast.takenOver;
  const guesses = blast.takenOver.filter(({ certain }) => !certain).length;
  const unsure = guesses === 0 ? '' : `, ${guesses} of them only if what is unknown or inferred is true`;
  const notes = [
    `${length} of ${reach.services.length - (outside ? 0 : 1)} fall${length === 1 ? 's' : ''}${unsure}.`,
    ...hostNotes(blast),
    ...blast.transits.map(
      ({ service, networks, causes }) =>
        `${service} ${causes.map(({ text }) => text).join(' and ')}: it may pass packets between ${networks.join(' and ')} without being taken over.`,
    ),
  ];
  return {
    title,
    notes,
    marks,
    lines,
    draws: 'way',
    legend: legendOf(marks, blastLegend(outside)),
    networks: null,
  };
}

// The shortest way from one place to another by taking over those between.

const pathLegend: ReadonlyMap<string, string> = new Map([
  ['focus', 'begin and end'],
  ['bad', 'taken over on the way'],
  ['unknown', 'on the way, if what is unknown is true'],
]);

function wayText(from: string, way: Way): string {
  const stops = [from, ...way.map(({ to }) => to)].map(placeTitle);
  return `${way.length} ${way.length === 1 ? 'hop' : 'hops'}: ${stops.join(' → ')}`;
}

/** Shows the shortest certain path, else a possible one; `sockets` are those that the file passes to containers. */
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
  const notes = [certain ? `${wayText(from, certain)}.` : `Unknown, perhaps in ${wayText(from, way)}.`];
  if (certain && possible)
    notes.push(`If what is unknown is true, it is shorter: ${wayText(from, possible)}.`);
  return { title, notes, marks, lines, draws: 'all', legend: legendOf(marks, pathLegend), networks: null };
}
