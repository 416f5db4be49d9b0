// Overlays about what containers wait for or talk to: their needs, and the order in which they start.

import { linksOf } from '../../../core/blast/links.ts';
import { countText, plural } from '../../../core/compose/numbers.ts';
import type { Service } from '../../../core/compose/topology.ts';
import { countNeeds, type NeedCount } from '../../../core/needs/known-needs.ts';
import { countConnections, needState } from '../../../core/needs/met-needs.ts';
import { unseenNeeds, unseenText } from '../../../core/needs/unseen-needs.ts';
import {
  legendOf,
  type OverlayLine,
  type OverlayMark,
  type OverlayView,
} from '../../../core/picture/overlays/overlay-view.ts';
import type { Shade, Tone } from '../../../core/picture/tones.ts';
import { hasBit } from '../../../core/reach/rows/bit-row.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

// What containers need of each other, beside what the networks allow. Missing connections are drawn, since they break something;
// connections that are open without a known need are nearly all, so they are only counted, by container and in total.

const needsLegend: ReadonlyMap<string, string> = new Map([
  ['bad', 'lacks what it needs'],
  ['unknown', 'may lack what it needs'],
  ['full', 'reaches what it needs, or is reached'],
  ['part', 'shares a socket in a mount, beside the network'],
  ['idle', 'no known need'],
]);

interface Counts {
  met: number;
  missing: number;
  doubtful: number;
  asked: number;
  /** The number of pairs with a socket between them, in either direction. */
  sockets: number;
}

/** Returns the mark of a service; its numbers are those at the foot of its card and in its details. */
function needsMark(
  { met, missing, doubtful, asked, sockets }: Counts,
  known: NeedCount,
  unseen: boolean,
): OverlayMark {
  if (missing > 0) return { tone: 'bad', word: `lacks ${missing}` };
  if (doubtful > 0) return { tone: 'unknown', word: 'may lack what it needs' };
  const words = [
    ...(known.out > 0 ? [`needs ${known.out}`] : []),
    ...(known.in > 0 ? [`needed by ${known.in}`] : []),
  ];
  if (met > 0 || asked > 0) return { tone: 'full', word: words.join(', ') };
  if (sockets > 0) return { tone: 'part', word: 'shares a socket' };
  return { tone: 'idle', word: unseen ? 'no known need, not all seen' : 'no known need' };
}

/** Shows every known need, ways beside the network, and services whose needs are unknown. */
export function needsView({ topology, reach, needs }: Analysis): OverlayView {
  const lines: OverlayLine[] = [];
  const byService = new Map<string, Counts>();
  const countsOf = (name: string): Counts => {
    const known = byService.get(name) ?? { met: 0, missing: 0, doubtful: 0, asked: 0, sockets: 0 };
    byService.set(name, known);
    return known;
  };
  const certain = linksOf(reach, 'certain');
  const possible = linksOf(reach, 'possible');
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  const totals = new Map<Tone, number>();
  for (const [from, row] of indexes) {
    for (const to of new Set(needs.from(from).map((need) => need.to))) {
      const column = indexes.get(to);
      if (column === undefined) continue;
      const sure = hasBit(certain.row(row), column);
      if (!sure && needState(reach, needs, from, to) === 'socket') continue;
      const tone: Tone = sure ? 'full' : hasBit(possible.row(row), column) ? 'unknown' : 'bad';
      const own = countsOf(from);
      if (tone === 'full') own.met++;
      else if (tone === 'bad') own.missing++;
      else own.doubtful++;
      countsOf(to).asked++;
      totals.set(tone, (totals.get(tone) ?? 0) + 1);
      lines.push({ from, to, tone });
    }
  }
  const drawn = new Set(lines.map(({ from, to }) => JSON.stringify([from, to])));
  for (const { from, to } of needs.sockets.known) {
    if (!indexes.has(from) || !indexes.has(to) || drawn.has(JSON.stringify([from, to]))) continue;
    drawn.add(JSON.stringify([from, to]));
    countsOf(from).sockets++;
    countsOf(to).sockets++;
    totals.set('part', (totals.get('part') ?? 0) + 1);
    lines.push({ from, to, tone: 'part' });
  }
  const unseen = unseenNeeds(topology, needs, reach.services);
  const marks = new Map(
    reach.services.map(
      (name) => [name, needsMark(countsOf(name), countNeeds(needs, [name]), unseen.has(name))] as const,
    ),
  );
  const { open, needed } = countConnections(reach, needs);
  const lacking = totals.get('bad') ?? 0;
  const unknown = totals.get('unknown') ?? 0;
  const met = totals.get('full') ?? 0;
  const notes = [
    lacking === 0 && unknown === 0
      ? `Every known need can be met${met === 0 ? '' : ` (${countText(met)})`}.`
      : `${lacking} ${lacking === 1 ? 'need cannot' : 'needs cannot'} be met${unknown === 0 ? '' : `, ${unknown} ${unknown === 1 ? 'is' : 'are'} unknown`}.`,
    ...(open > needed ? [`${plural(open - needed, 'other connection')} open without a known need.`] : []),
    `Needs are known from depends_on, links, x-bulkhead and host names in environment and commands${needs.watched === null ? '' : ', and from what was seen'}.`,
    ...[unseenText(unseen)].filter((text) => text !== null),
  ];
  const legend = legendOf(marks, needsLegend);
  return { title: 'Needs against allowed', notes, marks, lines, draws: 'end', legend, networks: null };
}

// Start order: the waves in which `docker compose up` starts containers, from `depends_on`, links and shared namespaces.

/** Returns the services that a service starts after, each once, in the order of the file. */
function before(service: Service): readonly string[] {
  const names = service.dependsOn.map((each) => each.service);
  for (const link of service.links) names.push(link.service);
  if (service.mode.kind === 'service') names.push(service.mode.of);
  return [...new Set(names)];
}

/** Returns the number of each service's start wave, from 1; services in a circle, or that wait for one, are left out. */
function wavesOf(waits: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  for (let wave = 1; waves.size < waits.size; wave++) {
    const ready = [...waits].filter(([name, on]) => !waves.has(name) && on.every((each) => waves.has(each)));
    if (ready.length === 0) break;
    for (const [name] of ready) waves.set(name, wave);
  }
  return waves;
}

/** The number of waves with a shade of their own; all later ones share the last. */
const mostWaves = 3;

/** Returns the colour of a wave; the first one is the strongest, since all others depend on it. */
function shadeOf(wave: number): Shade {
  return Math.max(1, mostWaves + 1 - wave) as Shade;
}

/** Returns the words of the legend; `last` is the number of waves. */
function wavesLegend(last: number): ReadonlyMap<string, string> {
  const waves = [1, 2, mostWaves].map((wave): readonly [string, string] => {
    const later = wave === mostWaves && last > mostWaves ? ' and later' : '';
    return [`full-${shadeOf(wave)}`, wave === 1 ? 'starts at once' : `start ${wave}${later}`];
  });
  return new Map([...waves, ['bad', 'waits in a circle: Compose refuses it']]);
}

/** Shows the start waves of all active services. */
export function startOrderView({ topology, reach }: Analysis): OverlayView {
  const waits = new Map<string, readonly string[]>();
  for (const name of reach.services) {
    const service = topology.services.get(name);
    if (service)
      waits.set(
        name,
        before(service).filter((each) => reach.facts.has(each)),
      );
  }
  const waves = wavesOf(waits);
  const marks = new Map<string, OverlayMark>();
  const lines: OverlayLine[] = [];
  const listed = [...waits.keys()].sort(
    (a, b) => (waves.get(a) ?? Infinity) - (waves.get(b) ?? Infinity) || 0,
  );
  for (const name of listed) {
    const wave = waves.get(name);
    const tone: Tone = wave === undefined ? 'bad' : 'full';
    const word = wave === undefined ? 'in a circle' : `start ${wave}`;
    marks.set(name, { tone, word, ...(wave === undefined ? {} : { shade: shadeOf(wave) }) });
    for (const first of waits.get(name) ?? []) lines.push({ from: first, to: name, tone });
  }
  const last = Math.max(0, ...waves.values());
  const notes = [
    `${plural(waits.size, 'container')} in ${plural(last, 'wave')}; those of one wave start together.`,
  ];
  return {
    title: 'Start order',
    notes,
    marks,
    lines,
    draws: 'end',
    legend: legendOf(marks, wavesLegend(last)),
    networks: null,
  };
}
