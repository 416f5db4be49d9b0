import type { Service, Topology } from '../../compose/topology.ts';
import type { ObservedState } from '../../needs/observed-pairs.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { Shade, Tone } from '../tones.ts';

// The content of an overlay as data: marks by service, lines between services, a legend. No positions, no colours.

export interface OverlayMark {
  readonly tone: Tone;
  /** One to four words for the tag at the card; '' for only a frame. */
  readonly word: string;
  /** Further facts about the card for the list of marks; absent without any. */
  readonly more?: string;
  /** Colour intensity of the card, up to 4, in overlays that count waves or hops. */
  readonly shade?: Shade;
}

/** Returns the kind of a mark: marks of one kind look alike and share a row of the legend. */
export function markKind({ tone, shade }: Pick<OverlayMark, 'tone' | 'shade'>): string {
  return shade === undefined ? tone : `${tone}-${shade}`;
}

/** The name of the outside as the end of a line. */
export const outsideEnd = '@outside';

export interface OverlayLine {
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
  /** The line's state in an observation record; only in the overlay that compares with a record. */
  readonly observed?: ObservedState;
}

/** One row of the legend: a kind of marks or lines in the picture with a sample, its meaning, and its count. */
export interface LegendEntry {
  /** The kind of the marks; for lines their state. */
  readonly kind: string;
  readonly tone: Tone;
  readonly words: string;
  readonly count: number;
  readonly shade?: Shade;
  /** True for lines; absent for marks of cards. */
  readonly line?: true;
}

/**
 * The lines to draw: `all`; those with an `end` at the selected or pointed-at card; the whole `way` that leads to that card; or those that
 * were `seen`, plus all with an end at that card.
 */
type LineChoice = 'all' | 'end' | 'way' | 'seen';

export interface OverlayView {
  readonly title: string;
  /** Sentences about the result and the limits of the picture. */
  readonly notes: readonly string[];
  /** Sentences about unknowable facts, shown on request; absent without any. */
  readonly limits?: readonly string[];
  /** Marks by service name, in list order; services without a mark are dimmed. */
  readonly marks: ReadonlyMap<string, OverlayMark>;
  readonly lines: readonly OverlayLine[];
  readonly draws: LineChoice;
  readonly legend: readonly LegendEntry[];
  /** Lanes that stay lit; null leaves all lanes unchanged. */
  readonly networks: ReadonlySet<string> | null;
}

/** Returns a view with only the reason why there is nothing to show. */
export function emptyView(title: string, note: string): OverlayView {
  return { title, notes: [note], marks: new Map(), lines: [], draws: 'all', legend: [], networks: null };
}

/** Returns a view that highlights the services of a finding or of the sentence above the picture. */
export function highlightView(services: ReadonlySet<string>): OverlayView {
  const marks = new Map<string, OverlayMark>();
  for (const service of services) marks.set(service, { tone: 'focus', word: '' });
  return { ...emptyView('', ''), marks };
}

/** Smallest number of cards with the same word for which a sentence replaces the words on the cards. */
const minUsualCards = 4;
/** Largest number of exceptions named in that sentence. */
const maxExceptionsNamed = 3;

/**
 * Returns the view with the most common word stated once in a sentence and removed from the cards, so that the exceptions are visible. The
 * number of a hop or a wave stays on its card.
 */
export function withUsualStatedOnce(view: OverlayView): OverlayView {
  const counts = new Map<string, number>();
  const marked = [...view.marks].filter(([, { tone }]) => tone !== 'focus');
  if (marked.some(([, { shade }]) => shade !== undefined)) return view;
  for (const [, { word }] of marked) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  const [usual] = [...counts].sort((a, b) => b[1] - a[1]);
  if (usual === undefined || usual[1] < minUsualCards || usual[1] * 2 <= marked.length) return view;
  const [word, count] = usual;
  const others = marked.flatMap(([name, mark]) => (mark.word === word ? [] : [name]));
  const exceptions =
    others.length === 0
      ? ''
      : others.length <= maxExceptionsNamed
        ? `, but ${others.length === 1 ? 'one is' : 'these are'} different: ${others.join(', ')}`
        : `; ${others.length} differ`;
  const marks = new Map(
    [...view.marks].map(
      ([name, mark]) =>
        [
          name,
          mark.word === word && mark.tone !== 'focus' ? { ...mark, word: '', more: word } : mark,
        ] as const,
    ),
  );
  return { ...view, marks, notes: [...view.notes, `${count} of ${marked.length}: ${word}${exceptions}.`] };
}

/** Returns the lines to draw; `service` is the selected or pointed-at service, null without one. */
export function linesAbout(
  { lines, draws }: Pick<OverlayView, 'lines' | 'draws'>,
  service: string | null,
): readonly OverlayLine[] {
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

/** Returns the legend of marks: a row for each kind that is among them, in the order of `words`. */
export function legendOf(
  marks: ReadonlyMap<string, OverlayMark>,
  words: ReadonlyMap<string, string>,
): readonly LegendEntry[] {
  const marked = [...marks.values()];
  return [...words].flatMap(([kind, text]): readonly LegendEntry[] => {
    const alike = marked.filter((mark) => markKind(mark) === kind);
    const [first] = alike;
    if (first === undefined) return [];
    const { tone, shade } = first;
    return [{ kind, tone, words: text, count: alike.length, ...(shade === undefined ? {} : { shade }) }];
  });
}

// Counts of unknown results in an overlay, so that an unknown is never shown as none.

const isUnset = (text: string): boolean => text.includes('$');

/** True when an unset variable decides who reaches the service: in its network mode, a port, or one of its networks. */
function dependsOnVariables(topology: Topology, service: Service): boolean {
  const { mode, ports, attachments } = service;
  if (mode.kind === 'unknown') return isUnset(mode.raw);
  if (ports.some(({ bindings, unset }) => bindings.length === 0 && unset.length > 0)) return true;
  return attachments.some(({ network }) => (topology.networks.get(network)?.unset.length ?? 0) > 0);
}

/** Returns `, 17 unknown (they depend on variables that are not set)`, with the reason only when it applies to all; '' without names. */
export function unknownCountText({ topology, reach }: Analysis, names: readonly string[]): string {
  if (names.length === 0) return '';
  const owners = names.map((name) => topology.services.get(reach.facts.get(name)?.owner ?? name));
  const allDepend = owners.every((owner) => owner !== undefined && dependsOnVariables(topology, owner));
  const [they, depend] = names.length === 1 ? ['it', 'depends'] : ['they', 'depend'];
  const why = allDepend ? ` (${they} ${depend} on variables that are not set)` : '';
  return `, ${names.length} unknown${why}`;
}
