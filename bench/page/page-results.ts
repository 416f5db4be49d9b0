// What `bench/page.json` holds, by the words of docs/contracts/bench.md.

/** Changed frames per second during each motion. */
export interface Motions {
  readonly pan: number;
  readonly zoom: number;
  readonly drag: number;
}

/** Milliseconds from a key to the text and to the picture, and the longest task of all keys; 0 for none above 50. */
export interface Typing {
  readonly toText: number;
  readonly toPicture: number;
  readonly longestTask: number;
}

export interface SizeResults {
  /** Milliseconds from the drop to the first card, and until nothing changes any more. */
  readonly firstCard: number;
  readonly settled: number;
  /** The longest task between the drop and the settled picture, in milliseconds. */
  readonly longestTask: number;
  /** The number of cards rendered by one dropped capability. */
  readonly cardsRendered: number;
  /** Milliseconds from the dropped capability to the picture, and its longest task; 0 for none above 50. */
  readonly change: { readonly toPicture: number; readonly longestTask: number };
  /** The same motions before a file is open, without a card. */
  readonly empty: Omit<Motions, 'drag'>;
  readonly zoomedIn: Motions;
  readonly allVisible: Motions;
  readonly typing: Typing;
}

/**
 * Bytes after gzip for the first screen (scripts, style sheets, font) and its requests; `worker` holds what the threads of a large file add.
 */
export interface PageBytes {
  readonly page: number;
  readonly worker: number;
  readonly styles: number;
  readonly fonts: number;
  readonly requests: number;
}
