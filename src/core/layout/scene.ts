// The drawn topology as data: rectangles and polylines in absolute pixels. No DOM, no colours, no reach facts.

import type { Sizes } from './metrics.ts';

/** A published port and the places that can reach it. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  readonly containerLast?: number;
  readonly protocol: string;
  readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
  /** The port as written, when an unset variable makes it unreadable; the other fields are then empty. */
  readonly raw?: string;
}

/** A host name that a reverse proxy routes to a service, declared in labels. */
export interface ProxiedHost {
  /** The proxy service, or the kind of proxy when the file contains no such service. */
  readonly proxy: string;
  /** True when the proxy is not in the file. */
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

/**
 * The kind of a lane: `network` is a network of the file, `bridge` is Docker's default bridge, `unknown` holds services whose networks the
 * file does not show.
 */
export type LaneKind = 'network' | 'bridge' | 'closed' | 'host' | 'unknown';

/**
 * The caption of a group of columns inside one lane (edge, application, data, an opened pile, cards shared with a neighbour); the rectangle
 * covers the group with its cards.
 */
export interface Caption extends Rect {
  readonly text: string;
  /** Members of the opened pile in the group's frame; null for other groups. */
  readonly pile: readonly string[] | null;
  /** The neighbouring lane that all cards in the group's frame are on, too; the frame meets the wall between the lanes. */
  readonly shared: SharedWith | null;
}

/** A lane that shares the cards of a frame with its neighbour, and the end of the neighbour at which the frame meets their wall. */
export interface SharedWith {
  readonly lane: string;
  readonly name: string;
  readonly end: 'left' | 'right';
}

/**
 * The form of a lane: `full` holds cards; a `stub` is placed below the card of its only member; a `rail` runs below all lanes and holds no
 * cards; a `chip` is an empty place (closed, host), small except during a drag.
 */
export type LaneForm = 'full' | 'stub' | 'rail' | 'chip';

export interface SceneLane {
  /** Identifier of the lane, unique in the scene even when a network has the name of a place. */
  readonly id: string;
  /** Key of the network, `bridge`, or name of the place. */
  readonly name: string;
  readonly kind: LaneKind;
  readonly form: LaneForm;
  readonly rect: Rect;
  readonly header: number;
  readonly captions: readonly Caption[];
  /** A sentence about all members, drawn beside the lane's title; null in most lanes. */
  readonly headline: string | null;
  /** Services whose network namespace is attached to the lane; joined services are not counted. */
  readonly members: readonly string[];
  /** Step of a network from the outermost (1) to the innermost (8); 0 for the default network and all other lanes. */
  readonly role: number;
  /** Position of the lane's column from the outside inwards; -1 without a column: host lane, rails, stubs. */
  readonly column: number;
}

export interface SceneCard {
  readonly service: string;
  readonly rect: Rect;
  /** Ids of the lanes that the card sits on: one, or the two whose wall the card straddles or stands beside. */
  readonly lanes: readonly string[];
  /** The card that contains this one; null for a separate card. */
  readonly inside: string | null;
  /** True when other services are joined to this one and drawn inside its card. */
  readonly owner: boolean;
  /** The strip for dragging the owner when joined boxes cover the middle of its card; relative to the card. */
  readonly band: { readonly y: number; readonly height: number } | null;
}

/** Similar services drawn as one card; no member has its own card. */
export interface ScenePile {
  /** The first member, whose name identifies the taps and trunks of the pile. */
  readonly leader: string;
  readonly members: readonly string[];
  readonly rect: Rect;
  readonly lanes: readonly string[];
}

/** The line of a membership. `points` is empty for a plug on the card's own edge, and for a stub. */
export interface SceneTap {
  readonly service: string;
  readonly network: string;
  readonly lane: string;
  readonly points: readonly Point[];
  readonly plug: Point;
  /** The tag below the card at the start of a tap to a far lane; null for a plug on the card's edge and for a stub. */
  readonly tag: Rect | null;
}

/**
 * The origin of a trunk's traffic: `outside` the host, the `host` alone (loopback), `nowhere` (published, but nothing answers), `unknown`
 * when the file does not show it; `proxied` traffic comes through a reverse proxy, `every` is every port of the host lane.
 */
export type TrunkKind = 'outside' | 'host' | 'nowhere' | 'unknown' | 'proxied' | 'every';

/** A service whose ways in the label of a trunk names, with what is said of them. */
export interface TrunkShare {
  readonly service: string;
  readonly ports: readonly PublishedPort[];
  readonly title: string;
  readonly lines: readonly string[];
}

/** All entry points of one kind to one service, drawn as one line from the outside (for kind `host`: from the host's wall). */
export interface SceneTrunk {
  /** Identifier of the trunk: `SERVICE KIND`, or `every port`. */
  readonly id: string;
  /** The published or proxied service; null for the trunk of every port of the host lane. */
  readonly service: string | null;
  /**
   * The card where the trunk ends: that of the service, of its namespace owner, or of the first in its pile; null when `service` is null.
   */
  readonly card: string | null;
  readonly kind: TrunkKind;
  /** The published ports of the trunk, as analysed; empty for `proxied` and `every`. */
  readonly ports: readonly PublishedPort[];
  /** The host names of the trunk; empty for all kinds except `proxied`. */
  readonly hosts: readonly ProxiedHost[];
  /** The card of the reverse proxy in between; null without a proxy in the file. */
  readonly via: string | null;
  /** The first port or host name, and the number of others. */
  readonly label: string;
  /** The whole trunk in one sentence. */
  readonly title: string;
  /** One line for each port or host name of the trunk. */
  readonly lines: readonly string[];
  /** The services that the label names: the trunk's own, all of the host lane, or many that publish only random ports. */
  readonly labelled: readonly TrunkShare[];
  /**
   * The rectangle of the label within `outside`; null for kind `host`, whose ports are on the card, and for a trunk that shares another's
   * label.
   */
  readonly labelRect: Rect | null;
  /** Points from the edge of `outside` (for kind `host`: from the wall) to the card, the proxy's card, or the host lane. */
  readonly points: readonly Point[];
  /** Points from the proxy's card to the service's card; empty when `via` is null. */
  readonly onward: readonly Point[];
  /** The point where the trunk crosses the host's wall. */
  readonly crossing: Point;
  /** True when the host picks every port. */
  readonly hasRandomPorts: boolean;
}

/** A declared or inferred need: `from` opens connections to `to`. Needs of the members of a pile are merged. */
export interface SceneNeed {
  /** The card with the need: a service, or the first of a pile. */
  readonly from: string;
  readonly to: string;
  /** The line drawn at rest, from the edge of one card to that of the other; empty without a line. */
  readonly points: readonly Point[];
}

/** The cell of a card in its lane (or on the wall of two lanes), which the next scene tries to keep. */
export interface Slot {
  /** The lane, with the caption when the lane has captions; both lanes of a straddling card. */
  readonly group: string;
  readonly sub: number;
  readonly row: number;
  /** True when a person placed the card here. */
  readonly pinned: boolean;
}

export interface Scene {
  readonly bounds: Rect;
  /** The rectangle of the outside node at the left: trunks begin at its right edge, and their labels are inside. */
  readonly outside: Rect;
  /** The host's wall, a vertical strip between the outside and the lanes. */
  readonly wall: Rect;
  readonly lanes: readonly SceneLane[];
  readonly cards: readonly SceneCard[];
  readonly piles: readonly ScenePile[];
  readonly taps: readonly SceneTap[];
  readonly trunks: readonly SceneTrunk[];
  readonly needs: readonly SceneNeed[];
  readonly slots: ReadonlyMap<string, Slot>;
  /** Top positions of the rows of cards, from top to bottom. */
  readonly rowTops: readonly number[];
  /** Vertical positions for level lines between cards: the gutters below the rows. */
  readonly levels: readonly number[];
  /** The desired number of rows. */
  readonly rows: number;
  /** The sizes and gaps of the scene, at its level of detail. */
  readonly sizes: Sizes;
}
