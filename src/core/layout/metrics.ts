// Sizes of everything that is drawn, in px. The cards' style sheet relies on them: text of 12 px and more fits at scale 1.

export const metrics = {
  joinedInset: 8,
  /** Around the cards of an opened pile: beside them less than half a gap, so that lines have the rest. */
  frame: { aside: 7, below: 6 },
  columnGap: 16,
  trackStep: 8,
  /** Tags of far memberships are placed below the card. */
  tagHeight: 18,
  tagGap: 4,
  tagWidth: 84,
  railHeight: 34,
  railGap: 10,
  gutterPad: 7,
  top: 20,
  outsideWidth: 168,
  /** Between the outside and the wall: trunks bend here. */
  outsideGap: 40,
  wallWidth: 8,
  approach: 26,
  /** Words of the outside itself, above the labels in it. */
  outsideHead: 50,
  labelInset: 12,
  /** What the controls of the view cover of its lower end. */
  controls: 44,
  chipWidth: 152,
  chipHeight: 34,
  /** By how much a chip grows while something is dragged. */
  chipGrowth: { up: 12, aside: 7, down: 12 },
  minRows: 1,
  /** The shape that a scene is laid out for, its width by its height: that of what a usual window leaves for it. */
  aspect: 1.8,
  /** A lane has no more columns of cards than this, as long as it has few enough cards. */
  mostColumns: 5,
  /** No scene is shown smaller than this as a whole: text of 12 px would have less than 11 on the screen. */
  leastScale: 0.92,
  /** Nor larger, by itself. */
  mostScale: 1.15,
  /** With more cards than this less detail is not tried: they would not fit either. */
  mostFar: 160,
  /** With more needs than this none is drawn until a card is looked at. */
  mostNeedsAtRest: 12,
  /** With more cards or needs than these no lines of needs are drawn. */
  mostLinedCards: 700,
  mostLinedNeeds: 600,
  /** Width of a letter of a name, what stands beside it on its card, and how wide a card gets for it. */
  names: {
    near: { letter: 7.8, frame: 60, most: 208 },
    middle: { letter: 7.6, frame: 52, most: 188 },
    far: { letter: 7.3, frame: 22, most: 184 },
  },
} as const;

/** How much of a card is drawn: all of it; name, icon, ports and badges; or the name alone. */
export type Level = 'near' | 'middle' | 'far';

/** Sizes that depend on the level of detail, and on the room that there is. */
export interface Sizes {
  readonly level: Level;
  readonly cardWidth: number;
  readonly cardHeight: number;
  readonly joinedHeight: number;
  readonly joinedGap: number;
  /** Height of the strip by which an owner can be grabbed when many are joined to it. */
  readonly grabBand: number;
  /** Space between the cards of one row, where vertical lines in a lane are drawn. */
  readonly cardGap: number;
  /** Least distance between two rows, or from the last row to the wall below. */
  readonly gutter: number;
  /** The lowest part of a gutter, for the lines of needs. */
  readonly needsBand: number;
  readonly lanePad: number;
  /** Between lanes, one below the other. */
  readonly laneGap: number;
  readonly laneMinWidth: number;
  /** The words of a lane's head. */
  readonly header: number;
  /** Between them, or the heads of its columns, and the cards: what stands out of a card at its top has its place there. */
  readonly pills: number;
  /** Heads of the groups of columns. */
  readonly caption: number;
  /** Width of the head of a place (host, closed) that stands beside its cards; 0 where it stands above them. */
  readonly placeHead: number;
  readonly labelHeight: number;
  readonly labelStep: number;
}

/** The least sizes of a level. */
export const sizesOf: { readonly [level in Level]: Sizes } = {
  near: {
    level: 'near',
    cardWidth: 172,
    cardHeight: 80,
    joinedHeight: 40,
    joinedGap: 6,
    grabBand: 26,
    cardGap: 24,
    gutter: 32,
    needsBand: 16,
    lanePad: 18,
    laneGap: 16,
    laneMinWidth: 208,
    header: 46,
    pills: 14,
    caption: 18,
    placeHead: 0,
    labelHeight: 36,
    labelStep: 40,
  },
  middle: {
    level: 'middle',
    cardWidth: 148,
    cardHeight: 66,
    joinedHeight: 30,
    joinedGap: 5,
    grabBand: 24,
    cardGap: 22,
    gutter: 26,
    needsBand: 14,
    lanePad: 16,
    laneGap: 14,
    laneMinWidth: 180,
    header: 44,
    pills: 16,
    caption: 18,
    placeHead: 0,
    labelHeight: 36,
    labelStep: 38,
  },
  far: {
    level: 'far',
    cardWidth: 112,
    cardHeight: 42,
    joinedHeight: 22,
    joinedGap: 4,
    grabBand: 20,
    cardGap: 18,
    gutter: 16,
    needsBand: 10,
    lanePad: 14,
    laneGap: 10,
    laneMinWidth: 140,
    header: 26,
    pills: 18,
    caption: 16,
    placeHead: 118,
    labelHeight: 20,
    labelStep: 22,
  },
};
