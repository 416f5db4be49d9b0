/**
 * The look of a mark or a line. Each tone has a line style and each mark a word, so that colour never carries a meaning alone. `focus` is
 * the subject of the question; `good` and `bad` are verdicts, and access is never `good`; `open` answers the outside; `full` holds
 * completely and `part` partly, both without a verdict; `incoming` holds completely and leads to the subject; `near` is half dimmed, `idle` fully.
 */
export type Tone =
  | 'focus'
  | 'good'
  | 'full'
  | 'incoming'
  | 'part'
  | 'near'
  | 'open'
  | 'bad'
  | 'unknown'
  | 'idle';

/** Colour intensity of a card, up to 4. */
export type Shade = 1 | 2 | 3 | 4;
