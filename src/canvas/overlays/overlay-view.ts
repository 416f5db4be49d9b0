// What an overlay shows, as data: marks by service, lines between services, a legend. No places, no colours.

/**
 * How a mark or a line looks. Each has its own line style, and each mark its word: colour never carries a meaning alone.
 * `focus` is what was asked about, `good` and `bad` are verdicts, `part` is a weaker or less certain `good`.
 */
export type Tone = 'focus' | 'good' | 'part' | 'bad' | 'unknown' | 'idle';

export interface OverlayMark {
  readonly tone: Tone;
  /** One to four words for the tag at the card. */
  readonly word: string;
}

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
}

export interface OverlayView {
  readonly title: string;
  /** Sentences: what was found, and what the picture cannot show. */
  readonly notes: readonly string[];
  /** Services by name, in the order in which they are listed; what is not here is dimmed. */
  readonly marks: ReadonlyMap<string, OverlayMark>;
  readonly lines: readonly OverlayLine[];
  readonly legend: readonly LegendEntry[];
  /** Lanes that stay lit; null leaves all as they are. */
  readonly networks: ReadonlySet<string> | null;
}

/** A view that says only why there is nothing to show. */
export function emptyView(title: string, note: string): OverlayView {
  return { title, notes: [note], marks: new Map(), lines: [], legend: [], networks: null };
}
