// What an overlay shows, as data: marks by service, lines between services, a legend. No positions, no colours.

/**
 * How a mark or a line looks. Each tone has a line style and each mark a word: colour never carries a meaning alone. `focus` is what was
 * asked about; `good` and `bad` are verdicts, and what lets somebody in is never `good`; `open` answers the outside; `full` holds as a
 * whole and `part` in part, both without a verdict; `near` is half dimmed, `idle` fully.
 */
export type Tone = 'focus' | 'good' | 'full' | 'part' | 'near' | 'open' | 'bad' | 'unknown' | 'idle';

export interface OverlayMark {
  readonly tone: Tone;
  /** One to four words for the tag at the card; '' for a frame alone. */
  readonly word: string;
  /** How strongly its card is coloured, 4 most; where an overlay counts waves or hops. */
  readonly shade?: Shade;
}

export type Shade = 1 | 2 | 3 | 4;

/** Ends of lines that are no services. */
export const outsideEnd = '@outside';

export interface OverlayLine {
  readonly from: string;
  readonly to: string;
  readonly tone: Tone;
}

/** One row of the legend: a sample of the tone, what it means, and of how many it is true. */
export interface LegendEntry {
  readonly tone: Tone;
  readonly words: string;
  readonly count: number;
  readonly shade?: Shade;
}

/** Which lines are drawn: `all`; those with an `end` at the card that is pointed at or selected; the whole `way` that leads to it. */
export type LineChoice = 'all' | 'end' | 'way';

export interface OverlayView {
  readonly title: string;
  /** Sentences: what was found, and what the picture cannot show. */
  readonly notes: readonly string[];
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

/** The lines that are drawn while `service` is pointed at or selected; null for none. */
export function linesAbout({ lines, draws }: OverlayView, service: string | null): readonly OverlayLine[] {
  if (draws === 'all') return lines;
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
