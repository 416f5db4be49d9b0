// The drawn topology as data: rectangles and polylines in absolute pixels. No DOM, no colours, no reach facts.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** `network` is one of the file, `bridge` Docker's default bridge, `unknown` holds services whose place the file does not show. */
export type LaneKind = 'network' | 'bridge' | 'closed' | 'host' | 'unknown';

/** A dashed caption over a group of cards inside one lane. */
export interface Caption extends Rect {
  readonly text: string;
}

/** `full` holds cards; a `stub` is placed below the card of its one member; a `rail` runs below all lanes and holds none. */
export type LaneForm = 'full' | 'stub' | 'rail';

export interface SceneLane {
  /** Unique in the scene, also where a network is called like a place. */
  readonly id: string;
  /** Key of the network, `bridge`, or the name of the place. */
  readonly name: string;
  readonly kind: LaneKind;
  readonly form: LaneForm;
  readonly rect: Rect;
  readonly header: number;
  readonly captions: readonly Caption[];
  /** One sentence under the header; null in most lanes. */
  readonly headline: string | null;
  /** Services whose namespace is attached, joined ones not counted. */
  readonly members: readonly string[];
  /** Position of its column from the outside inwards; -1 for what stands in none: host lane, rails, stubs. */
  readonly column: number;
}

export interface SceneCard {
  readonly service: string;
  readonly rect: Rect;
  /** Lane ids it sits on: one, or the two whose wall it straddles. */
  readonly lanes: readonly string[];
  /** The card that it is drawn inside of; null for a card of its own. */
  readonly inside: string | null;
  /** Where the owner can be grabbed when joined boxes cover its middle; relative to the card. */
  readonly band: { readonly y: number; readonly height: number } | null;
}

/** Services that are alike, drawn as one; none of them has a card of its own. */
export interface ScenePile {
  /** The first of them; taps and cables of the pile go by its name. */
  readonly leader: string;
  readonly members: readonly string[];
  readonly rect: Rect;
  readonly lanes: readonly string[];
}

/** A membership. `points` is empty for a plug that sits on the card's own edge, and for a stub. */
export interface SceneTap {
  readonly service: string;
  readonly network: string;
  readonly lane: string;
  readonly points: readonly Point[];
  readonly plug: Point;
  /** The tag below the card that a tap to a far lane starts from; null for a plug on the card's edge and for a stub. */
  readonly tag: Rect | null;
}

export type CableState = 'outside' | 'host' | 'nowhere' | 'unknown' | 'proxied' | 'every';

/** A way in. `points` run from the label to the card, or to the lane for `every`. */
export interface SceneCable {
  readonly id: string;
  /** Null for the one that stands for every port of the host lane. */
  readonly service: string | null;
  readonly state: CableState;
  readonly label: string;
  readonly title: string;
  /** One line for every port or host name behind it. */
  readonly ports: readonly string[];
  readonly labelRect: Rect;
  readonly points: readonly Point[];
  /** Where it passes the host wall. */
  readonly crossing: Point;
  /** The host picks the port. */
  readonly thin: boolean;
}

/** The cell of a card in its lane (or on the wall of two): what the next scene tries to keep. */
export interface Slot {
  /** The lane, with the caption where it has some; both lanes of a straddling card. */
  readonly group: string;
  readonly sub: number;
  readonly row: number;
  /** Put there by a person. */
  readonly pinned: boolean;
}

export interface Scene {
  readonly bounds: Rect;
  readonly outside: Rect;
  readonly wall: Rect;
  readonly lanes: readonly SceneLane[];
  readonly cards: readonly SceneCard[];
  readonly piles: readonly ScenePile[];
  readonly taps: readonly SceneTap[];
  readonly cables: readonly SceneCable[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** Tops of the rows of cards, from above. */
  readonly rowTops: readonly number[];
  /** The number of rows that was aimed at. */
  readonly rows: number;
}
