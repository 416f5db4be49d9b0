// Sizes of everything drawn, in px. The cards' style sheet relies on them: text of 12 px and more fits at scale 1.

export const metrics = {
  joinedInset: 8,
  /** Margin around the cards of an opened pile: less than half a gap at the sides, leaving space for lines. */
  frame: { aside: 7, below: 6 },
  columnGap: 16,
  trackStep: 8,
  /** Height of the tags of far memberships, below the card. */
  tagHeight: 18,
  tagGap: 4,
  tagWidth: 84,
  railHeight: 34,
  railGap: 10,
  gutterPad: 7,
  top: 20,
  outsideWidth: 168,
  /** Space between the outside node and the wall, where trunks bend. */
  outsideGap: 40,
  wallWidth: 8,
  approach: 26,
  /** Height of the heading of the outside node, above its labels. */
  outsideHead: 50,
  labelInset: 12,
  /** Height at the bottom of the view that the view controls cover. */
  controls: 44,
  chipWidth: 152,
  chipHeight: 34,
  /** Growth of a chip during a drag. */
  chipGrowth: { up: 12, aside: 7, down: 12 },
  minRows: 1,
  /** Desired aspect ratio of a scene (width by height): that of the canvas in a usual window. */
  aspect: 1.8,
  /** Largest number of card columns in a lane that has few enough cards. */
  maxColumns: 5,
  /** Smallest scale of a whole scene: below it, text of 12 px would be smaller than 11 px on the screen. */
  minScale: 0.92,
  /** Smallest scale at which cards with their icons still show more than larger-looking cards with names alone. */
  minMiddleScale: 0.8,
  /** Largest scale that is chosen automatically. */
  maxScale: 1.15,
  /** Largest number of cards for which less detail is tried; more cards would not fit either. */
  maxCardsForLessDetail: 160,
  /** Largest number of needs drawn at rest; with more, none is drawn until a card is selected or pointed at. */
  maxNeedsAtRest: 12,
  /** Largest number of cards, and of needs, for which lines of needs are drawn. */
  maxCardsWithLines: 700,
  maxNeedsWithLines: 600,
  /** Width of a letter of a name, width of the content beside it on its card, and limits of the card's width. */
  names: {
    near: { letter: 7.8, frame: 60, most: 208 },
    middle: { letter: 7.6, frame: 52, most: 188 },
    far: { letter: 7.3, frame: 22, most: 184 },
  },
} as const;

/** Level of detail of a card: the full card; name, icon, ports and badges; or the name alone. */
export type Level = 'near' | 'middle' | 'far';

/** Sizes that depend on the level of detail and on the available room. */
export interface Sizes {
  readonly level: Level;
  readonly cardWidth: number;
  readonly cardHeight: number;
  readonly joinedHeight: number;
  readonly joinedGap: number;
  /** Height of the strip for dragging an owner with many joined services. */
  readonly grabBand: number;
  /** Space between the cards of one row, used by vertical lines in a lane. */
  readonly cardGap: number;
  /** Smallest distance between two rows, or from the last row to the wall below. */
  readonly gutter: number;
  /** Height of the lowest part of a gutter, reserved for the lines of needs. */
  readonly needsBand: number;
  readonly lanePad: number;
  /** Vertical space between lanes. */
  readonly laneGap: number;
  readonly laneMinWidth: number;
  /** Height of a lane's heading. */
  readonly header: number;
  /** Space between a lane's heading or captions and the cards, for badges that protrude at the top of a card. */
  readonly pills: number;
  /** Further space above the first row of a lane, in a scene of few rows. */
  readonly lead: number;
  /** Height of the captions above groups of columns. */
  readonly caption: number;
  /** Width of the heading of a place (host, closed) beside its cards; 0 when the heading is above the cards. */
  readonly placeHead: number;
  readonly labelHeight: number;
  readonly labelStep: number;
}

/** The smallest sizes of each level. */
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
    lead: 0,
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
    lead: 0,
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
    lead: 0,
    caption: 16,
    placeHead: 118,
    labelHeight: 20,
    labelStep: 22,
  },
};
