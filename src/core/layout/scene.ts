// The drawn topology as data: rectangles and polylines in absolute pixels. No DOM, no colours, no reach facts.

import type { Sizes } from './metrics.ts';

/** A published port with where it answers. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  readonly containerLast?: number;
  readonly protocol: string;
  readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
  /** The item as written, where a variable without a value keeps it from being read: the other fields are empty then. */
  readonly raw?: string;
}

/** A way in that a reverse proxy gives, as labels declare it. */
export interface ProxiedHost {
  /** The service that is the proxy; its kind where the file has none. */
  readonly proxy: string;
  /** True where the proxy is not in the file. */
  readonly ghost: boolean;
  readonly host: string;
  readonly port: number | null;
}

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

/** The head of a group of columns inside one lane (edge, application, data, an opened pile); the rectangle is that of the group with its cards. */
export interface Caption extends Rect {
  readonly text: string;
  /** Members of the opened pile that it is the frame of; null for a tier. */
  readonly pile: readonly string[] | null;
}

/**
 * `full` holds cards; a `stub` is placed below the card of its one member; a `rail` runs below all lanes and holds none; a
 * `chip` is an empty place (closed, host), small until something is dragged.
 */
export type LaneForm = 'full' | 'stub' | 'rail' | 'chip';

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
  /** A sentence about all its members, drawn beside its title; null in most lanes. */
  readonly headline: string | null;
  /** Services whose namespace is attached, joined ones not counted. */
  readonly members: readonly string[];
  /** Of a network: its step from the outermost (1) to the innermost (8); 0 for the default network and all else. */
  readonly role: number;
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
  /** Whether others are joined to it, and drawn inside of it. */
  readonly owner: boolean;
  /** Where the owner can be grabbed when joined boxes cover its middle; relative to the card. */
  readonly band: { readonly y: number; readonly height: number } | null;
}

/** Services that are alike, drawn as one; none of them has a card of its own. */
export interface ScenePile {
  /** The first of them; taps and trunks of the pile go by its name. */
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

/**
 * Where what comes in by a trunk may come from: `outside` the host, the `host` alone (loopback), `nowhere` (published, but
 * nothing answers), `unknown` where the file does not show it; `proxied` comes through a reverse proxy, `every` is every port
 * of the host lane.
 */
export type TrunkKind = 'outside' | 'host' | 'nowhere' | 'unknown' | 'proxied' | 'every';

/** All ways in of one kind to one service, as one line from the outside (of kind `host`: from the host's wall). */
export interface SceneTrunk {
  /** `SERVICE KIND`, or `every port`. */
  readonly id: string;
  /** The service that publishes or is proxied; null for the one that stands for every port of the host lane. */
  readonly service: string | null;
  /** The card where it ends: the service's own, that of its namespace's owner, or its pile's first; null with `service`. */
  readonly card: string | null;
  readonly kind: TrunkKind;
  /** The published ports behind it as the analysis has them; empty for `proxied` and `every`. */
  readonly ports: readonly PublishedPort[];
  /** The host names behind it; empty for all kinds but `proxied`. */
  readonly hosts: readonly ProxiedHost[];
  /** The card of the reverse proxy that it runs through; null where there is none, or none in the file. */
  readonly via: string | null;
  /** The first port or host name, and how many more. */
  readonly label: string;
  /** All of it in one sentence. */
  readonly title: string;
  /** One line for every port or host name behind it. */
  readonly lines: readonly string[];
  /** The services that its words stand for: its own, all those of the host lane, or many that publish nothing but random ports. */
  readonly wordsFor: readonly string[];
  /** The rectangle of its words within `outside`; null for kind `host`, whose ports are on the card, and where it shares the words of another. */
  readonly labelRect: Rect | null;
  /** From the edge of `outside` (of kind `host`: from the wall) to the card, to the proxy's card, or to the host lane. */
  readonly points: readonly Point[];
  /** From the proxy's card on to the service's; empty where `via` is null. */
  readonly onward: readonly Point[];
  /** Where it passes the host wall. */
  readonly crossing: Point;
  /** The host picks every port. */
  readonly thin: boolean;
}

/** A stated or inferred need: `from` opens connections to `to`. Those of the members of a pile are one. */
export interface SceneNeed {
  /** The cards: a service, or the first of a pile. */
  readonly from: string;
  readonly to: string;
  /** The line that is drawn while nothing is looked at, from the edge of one card to that of the other; empty where none is. */
  readonly points: readonly Point[];
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
  /** The node of the outside at the left: trunks begin at its right edge, and their words stand in it. */
  readonly outside: Rect;
  /** The host's wall: upright, between the outside and the lanes. */
  readonly wall: Rect;
  readonly lanes: readonly SceneLane[];
  readonly cards: readonly SceneCard[];
  readonly piles: readonly ScenePile[];
  readonly taps: readonly SceneTap[];
  readonly trunks: readonly SceneTrunk[];
  readonly needs: readonly SceneNeed[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** Tops of the rows of cards, from above. */
  readonly rowTops: readonly number[];
  /** Where lines between cards may run level: the gutters below the rows. */
  readonly levels: readonly number[];
  /** The number of rows that was aimed at. */
  readonly rows: number;
  /** The level of detail that it was laid out for, with the sizes and gaps that it has. */
  readonly sizes: Sizes;
}
