import type { Service, Topology } from '../../compose/topology.ts';
import type { ObservedState } from '../../needs/observed-pairs.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { Shade, Tone } from '../tones.ts';

// What an overlay shows, as data: marks by service, lines between services, a legend. No positions, no colours.

export interface OverlayMark {
  readonly tone: Tone;
  /** One to four words for the tag at the card; '' for a frame alone. */
  readonly word: string;
  /** How strongly its card is coloured, 4 most; where an overlay counts waves or hops. */
  readonly shade?: Shade;
  /** Holds of most cards, which is said once: its card has no frame, and is not dimmed either. */
  readonly usual?: true;
}

/** Ends of lines that are no services. */
export const outsideEnd = '@outside';

export interface OverlayLine {
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  /** What a record of what was seen says of it; only in the overlay that compares with one. */
  readonly observed?: ObservedState;
}

/** One row of the legend: a sample of the tone, what it means, and of how many it is true. */
export interface LegendEntry {
  readonly tone: Tone;
  readonly words: string;
  readonly count: number;
  readonly shade?: Shade;
}

/**
 * Which lines are drawn: `all`; those with an `end` at the card that is pointed at or selected; the whole `way` that leads to it; those that
 * were `seen`, and all with an end there.
 */
type LineChoice = 'all' | 'end' | 'way' | 'seen';

export interface OverlayView {
  readonly title: string;
  /** Sentences: what was found, and what the picture cannot show. */
  readonly notes: readonly string[];
  /** Sentences about what cannot be known, shown when a person asks; absent where there are none. */
  readonly limits?: readonly string[];
  /** Services by name, in the order in which they are listed; what is not here is dimmed. */
  readonly marks: ReadonlyMap<string, OverlayMark>;
  readonly lines: readonly OverlayLine[];
  readonly draws: LineChoice;
  readonly legend: readonly LegendEntry[];
  /** Lanes that stay lit; null leaves all as they are. */
  readonly networks: ReadonlySet<string> | null;
}

/** A view that says only why there is nothing to show. */
export function emptyView(title: string, note: string): OverlayView {
  return { title, notes: [note], marks: new Map(), lines: [], draws: 'all', legend: [], networks: null };
}

/** What a finding or the sentence above the picture points at. */
export function highlightView(services: ReadonlySet<string>): OverlayView {
  const marks = new Map<string, OverlayMark>();
  for (const service of services) marks.set(service, { tone: 'focus', word: '' });
  return { ...emptyView('', ''), marks };
}

/** From so many cards on with the same word it is said once, in a sentence, and no longer on each of them. */
const usualFrom = 4;
/** So few others are named in that sentence. */
const mostNamed = 3;

/** The same view, with what holds of most cards said once: their words go, so that the others stand out. */
export function byException(view: OverlayView): OverlayView {
  const counts = new Map<string, number>();
  for (const { word, tone } of view.marks.values())
    if (word !== '' && tone !== 'focus') counts.set(word, (counts.get(word) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1]);
  const marked = [...view.marks].filter(([, { tone }]) => tone !== 'focus');
  if (usual === undefined || usual[1] < usualFrom || usual[1] * 2 <= marked.length) return view;
  const [word, count] = usual;
  const others = marked.flatMap(([name, mark]) => (mark.word === word ? [] : [name]));
  const rest =
    others.length === 0
      ? ''
      : others.length <= mostNamed
        ? `, but ${others.length === 1 ? 'one is' : 'these are'} different: ${others.join(', ')}`
        : `; ${others.length} differ`;
  const marks = new Map(
    [...view.marks].map(
      ([name, mark]) =>
        [name, mark.word === word ? { ...mark, word: '', usual: true as const } : mark] as const,
    ),
  );
  return { ...view, marks, notes: [...view.notes, `${count} of ${marked.length}: ${word}${rest}.`] };
}

/** The lines that are drawn while `service` is pointed at or selected; null for none. */
export function linesAbout({ lines, draws }: OverlayView, service: string | null): readonly OverlayLine[] {
  if (draws === 'all') return lines;
  if (draws === 'seen')
    return lines.filter(({ from, to, observed }) =>
      service === null ? observed !== 'unseen' : from === service || to === service,
    );
  if (service === null) return [];
  if (draws === 'end') return lines.filter(({ from, to }) => from === service || to === service);
  const way: OverlayLine[] = [];
  const passed = new Set<string>();
  let at = service;
  while (!passed.has(at)) {
    passed.add(at);
    const before = lines.find(({ to }) => to === at);
    if (!before) break;
    way.unshift(before);
    at = before.from;
  }
  return way;
}

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

// How an overlay counts what it does not know beside what it does, so that unknown is never shown as none.

const isUnset = (text: string): boolean => text.includes('$');

/** Whether a variable without a value decides who reaches the service: in its network mode, in a port, or in one of its networks. */
function dependsOnVariables(topology: Topology, service: Service): boolean {
  const { mode, ports, attachments } = service;
  if (mode.kind === 'unknown') return isUnset(mode.raw);
  if (ports.some(({ bindings, unset }) => bindings.length === 0 && unset.length > 0)) return true;
  return attachments.some(({ network }) => (topology.networks.get(network)?.unset.length ?? 0) > 0);
}

/** `, 17 not known (they depend on variables that are not set)`; the reason where it is that of all. Empty for none. */
export function notKnown({ topology, reach }: Analysis, names: readonly string[]): string {
  if (names.length === 0) return '';
  const owners = names.map((name) => topology.services.get(reach.facts.get(name)?.owner ?? name));
  const allDepend = owners.every((owner) => owner !== undefined && dependsOnVariables(topology, owner));
  const [they, depend] = names.length === 1 ? ['it', 'depends'] : ['they', 'depend'];
  const why = allDepend ? ` (${they} ${depend} on variables that are not set)` : '';
  return `, ${names.length} unknown${why}`;
}
