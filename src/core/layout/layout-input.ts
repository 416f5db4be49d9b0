// The input of the layout, and how it is made of an analysis. Facts come as data, and the analysis is described by a structural type, so that
// layout needs no analysis code.

import type { Network, Service, Tri } from '../compose/topology.ts';
import type { ProxiedHost, PublishedPort, Scene, Slot } from './scene.ts';

/** What of a service decides where it is drawn: little enough to be sent to another thread. */
interface DrawnService extends Pick<Service, 'name' | 'mode' | 'containerName' | 'replicas'> {
  readonly attachments: readonly Pick<Service['attachments'][number], 'network'>[];
}

export type DrawnNetwork = Pick<Network, 'name' | 'external' | 'internal' | 'origin' | 'dockerName'>;

/** A topology as far as the layout looks at it. */
export interface DrawnTopology {
  readonly services: ReadonlyMap<string, DrawnService>;
  readonly networks: ReadonlyMap<string, DrawnNetwork>;
  /** The project's, which the names of containers and networks in Docker begin with. */
  readonly name: string | null;
}

export type TierName = 'edge' | 'app' | 'data';

/** A pile whose members are drawn as cards. */
export interface OpenedPile {
  /** What all of them are: `ingest consumers`. */
  readonly title: string;
  readonly members: readonly string[];
}

export interface LayoutInput {
  readonly topology: DrawnTopology;
  /** By the service that publishes; services without ports may be absent. */
  readonly published: ReadonlyMap<string, readonly PublishedPort[]>;
  /** Inferred or declared tiers; an absent service counts as `app`. */
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Services that take no part, such as those of inactive profiles: they are drawn, and counted nowhere. */
  readonly inactive: ReadonlySet<string>;
  /** Networks on which every member reaches every other. */
  readonly rooms: ReadonlySet<string>;
  /** Ways in by a proxy, by service; services without one may be absent. */
  readonly proxied: ReadonlyMap<string, readonly ProxiedHost[]>;
  /** Groups of services that are drawn as one each. */
  readonly piles: readonly (readonly string[])[];
  /** Piles that were opened: their cards stand together, in a frame of their own. */
  readonly opened: readonly OpenedPile[];
  /** Cells to keep to: those of the scene before, and pins. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Pairs of services of which the first needs the second; each pair once. */
  readonly needs: readonly (readonly [from: string, to: string])[];
  /** What there is to draw in, in px on the screen: it decides how much cards show, and no column; null where any size will do. */
  readonly room: Room | null;
  /** Rows and sizes of the scene before, which an edit keeps; null to choose both anew, sizes that are null for the room. */
  readonly shape: SceneShape | null;
}

export interface Room {
  readonly width: number;
  readonly height: number;
  /** The shape that columns are chosen for, width by height; that of a usual window where it is absent. */
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

/** The part of an analysis that decides where something is drawn. */
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

const nothingRead = { hostIp: '', hostPort: '', containerPort: 0, protocol: '' };

/** The part of the layout's input that comes from the analysis, for the services of `topology`, which may be a part of the whole. */
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
    const own = ({ service }: OfService): boolean => service === name;
    const unread = facts.unreadPorts.filter(own).map((port) => ({ ...nothingRead, ...port }));
    const ports = [...facts.published.filter(own), ...unread];
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
    // Between services of which one takes no part nobody talks.
    if (reach.facts.has(from) && reach.facts.has(to)) pairs.set(JSON.stringify([from, to]), [from, to]);
  }
  return { topology, published, tiers: tierOf, inactive, proxied, needs: [...pairs.values()] };
}
