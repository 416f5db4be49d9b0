// The input of the layout, and its derivation from an analysis. Facts arrive as data, and a structural type describes the analysis, so that
// the layout imports no analysis code.

import type { Network, Service, Tri } from '../compose/topology.ts';
import type { ProxiedHost, PublishedPort, Scene, Slot } from './scene.ts';

/** The facts about a service that decide its position: small enough to send to another thread. */
interface DrawnService extends Pick<Service, 'name' | 'mode' | 'containerName' | 'replicas'> {
  readonly attachments: readonly Pick<Service['attachments'][number], 'network'>[];
}

export type DrawnNetwork = Pick<Network, 'name' | 'external' | 'internal' | 'origin' | 'dockerName'>;

/** The parts of a topology that the layout uses. */
export interface DrawnTopology {
  readonly services: ReadonlyMap<string, DrawnService>;
  readonly networks: ReadonlyMap<string, DrawnNetwork>;
  /** The project's name, which prefixes container and network names in Docker. */
  readonly name: string | null;
}

export type TierName = 'edge' | 'app' | 'data';

/** A pile whose members are drawn as cards. */
export interface OpenedPile {
  /** A title that describes all members: `ingest consumers`. */
  readonly title: string;
  readonly members: readonly string[];
}

export interface LayoutInput {
  readonly topology: DrawnTopology;
  /** Published ports by service; services without ports may be absent. */
  readonly published: ReadonlyMap<string, readonly PublishedPort[]>;
  /** Inferred or declared tiers; an absent service counts as `app`. */
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Inactive services, such as those of inactive profiles: drawn, but not counted. */
  readonly inactive: ReadonlySet<string>;
  /** Networks whose members all reach each other. */
  readonly rooms: ReadonlySet<string>;
  /** Host names that a proxy routes to each service; services without one may be absent. */
  readonly proxied: ReadonlyMap<string, readonly ProxiedHost[]>;
  /** Groups of services, each drawn as one card. */
  readonly piles: readonly (readonly string[])[];
  /** Opened piles, whose cards are framed together. */
  readonly opened: readonly OpenedPile[];
  /** Cells to keep: those of the previous scene, and pinned ones. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Each pair of services, once, in which the first needs the second. */
  readonly needs: readonly (readonly [from: string, to: string])[];
  /** Available room on the screen, px: decides the level of detail but not the columns; null when any size will do. */
  readonly room: Room | null;
  /** Rows and sizes of the previous scene, which an edit keeps; null to choose both again. Null sizes are chosen to fit the room. */
  readonly shape: SceneShape | null;
}

export interface Room {
  readonly width: number;
  readonly height: number;
  /** Aspect ratio (width by height) for choosing the columns; that of a usual window when absent. */
  readonly aspect?: number;
}

export interface SceneShape {
  readonly rows: Scene['rows'];
  readonly sizes: Scene['sizes'] | null;
}

interface Pair {
  readonly from: string;
  readonly to: string;
}

interface OfService {
  readonly service: string;
}

/** The parts of an analysis that decide positions. */
interface DrawnAnalysis {
  readonly tiers: { of(service: string): TierName };
  readonly needs: {
    readonly all: readonly Pair[];
    readonly sockets: { readonly known: readonly (Pair & { readonly isDirected: boolean })[] };
  };
  readonly reach: {
    readonly facts: ReadonlyMap<
      string,
      {
        readonly published: readonly (PublishedPort & OfService)[];
        readonly unreadPorts: readonly (Required<Pick<PublishedPort, 'raw' | 'reachableFrom'>> & OfService)[];
      }
    >;
    proxied(
      service: string,
    ): readonly (ProxiedHost & { readonly reachable: Tri; readonly fromOutside: Tri })[];
  };
}

const unreadPort = { hostIp: '', hostPort: '', containerPort: 0, protocol: '' };

/** Returns the layout inputs that come from the analysis, for the services of `topology`, which may be a part of the project. */
export function layoutFacts(
  { reach, tiers, needs }: DrawnAnalysis,
  topology: DrawnTopology,
): Pick<LayoutInput, 'topology' | 'published' | 'tiers' | 'proxied' | 'needs' | 'inactive'> {
  const published = new Map<string, readonly PublishedPort[]>();
  const proxied = new Map<string, readonly ProxiedHost[]>();
  const tierOf = new Map<string, TierName>();
  const inactive = new Set<string>();
  for (const name of topology.services.keys()) {
    tierOf.set(name, tiers.of(name));
    const facts = reach.facts.get(name);
    if (facts === undefined) {
      inactive.add(name);
      continue;
    }
    const isOfService = ({ service }: OfService): boolean => service === name;
    const unread = facts.unreadPorts.filter(isOfService).map((port) => ({ ...unreadPort, ...port }));
    const ports = [...facts.published.filter(isOfService), ...unread];
    if (ports.length > 0) published.set(name, ports);
    const ways = reach
      .proxied(name)
      .filter(({ reachable, fromOutside }) => reachable !== false && fromOutside !== false)
      .map(({ proxy, ghost, host, port }) => ({ proxy, ghost, host, port }));
    if (ways.length > 0) proxied.set(name, ways);
  }
  const pairs = new Map<string, readonly [string, string]>();
  const asking = needs.sockets.known.filter(({ isDirected }) => isDirected);
  for (const { from, to } of [...needs.all, ...asking]) {
    if (!topology.services.has(from) || !topology.services.has(to)) continue;
    // An inactive service has no connections.
    if (reach.facts.has(from) && reach.facts.has(to)) pairs.set(JSON.stringify([from, to]), [from, to]);
  }
  return { topology, published, tiers: tierOf, inactive, proxied, needs: [...pairs.values()] };
}
