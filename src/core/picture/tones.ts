/**
 * The look of a mark or a line. Each tone has a line style and each mark a word: colour never carries a meaning alone. `focus` is what was
 * asked about; `good` and `bad` are verdicts, and what lets somebody in is never `good`; `open` answers the outside; `full` holds as a
 * whole and `part` in part, both without a verdict; `near` is half dimmed, `idle` fully.
 */
export type Tone = 'focus' | 'good' | 'full' | 'part' | 'near' | 'open' | 'bad' | 'unknown' | 'idle';

/** How strongly a card is coloured, 4 most. */
export type Shade = 1 | 2 | 3 | 4;
