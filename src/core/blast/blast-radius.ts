// The blast radius of a container: the services that an attacker who controls it can take over within some hops, over direct connections
// and published ports; the pivots, cut points and transit on the way (T1–T5); and whether the host can be taken over, too (P1–P12).

import type { Topology } from '../compose/topology.ts';
import { outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { hasBit } from '../reach/rows/bit-row.ts';
import { escapes } from './escapes.ts';
import type { Escape } from './host-access.ts';
import { type Links, linksOf } from './links.ts';
import { type HostSockets, noHostSockets } from './runtime-sockets.ts';
import { narrowPlaces, spread } from './spread.ts';
import { type Transit, transitThrough } from './transit.ts';

/** One service that an attacker gets to. */
export interface Fallen {
  readonly service: string;
  /** Connections it takes, each from a container taken over before. */
  readonly hops: number;
  /** False where every way there rests on something that is not known or only inferred. */
  readonly certain: boolean;
  /** The first service (file order) one hop nearer that reaches it; the start itself at one hop. */
  readonly via: string;
  /** How `via` gets there. */
  readonly by: 'direct' | 'host' | 'proxy';
  /** Another service lies one hop behind it, so that taking this one over gives access to more. */
  readonly pivot: boolean;
  /** Without it something else within the same hops is out of reach. */
  readonly cut: boolean;
  /** Whether it may pass on packets without being taken over (T4). */
  readonly transit: boolean;
}

export interface BlastRadius {
  /** A service, or `@outside`. */
  readonly start: string;
  /** By hops, then in file order; without the start. */
  readonly fallen: readonly Fallen[];
  /** The nearest container from which the host can be taken over; null where none is within the hops. */
  readonly hostFalls: HostFall | null;
  /**
   * Every container that is taken over and from which the host can be, or that is on its network, the start included; by hops, then in file
   * order.
   */
  readonly waysToHost: readonly HostFall[];
  /** Services that are taken over only because the host is, in file order. */
  readonly throughHost: readonly string[];
  /** Of the start and of all that fall, in file order. */
  readonly transits: readonly Transit[];
}

/**
 * The blast radius of an active service, or of the outside (`@outside`: then the first hop is the ways in). `hops` limits
 * connections; `sockets` are those that the file passes to containers (`hostSockets`). Throws a RangeError for any other start.
 */
export function blastRadius(
  topology: Topology,
  reach: Reach,
  start: string,
  hops = Number.POSITIVE_INFINITY,
  sockets: HostSockets = noHostSockets,
): BlastRadius {
  const outside = start === outsidePlace;
  // From outside the ways in are hop 1 and not hop 0.
  const shift = outside ? 1 : 0;
  const from = outside ? entryPoints(reach, true) : [indexOf(reach, start)];
  const sure = outside ? entryPoints(reach, false) : from;
  const fallen: Fallen[] = [];
  if (hops >= shift) {
    const links = linksOf(reach, 'possible');
    const all = spread(links, from, hops - shift, -1);
    const { seen } = spread(linksOf(reach, 'certain'), sure, hops - shift, -1);
    const { pivots, cuts } = narrowPlaces(links, from, hops - shift, all);
    all.levels.forEach((level, depth) => {
      if (depth + shift === 0) return;
      for (const index of level) {
        const service = reach.services[index] ?? '';
        const before = all.levels[depth - 1];
        fallen.push({
          service,
          hops: depth + shift,
          certain: hasBit(seen, index),
          ...(before ? stepInto(reach, links, before, index) : entryInto(reach, start, service)),
          pivot: pivots.has(index),
          cut: cuts.has(index),
          transit: transitThrough(topology, reach, service) !== null,
        });
      }
    });
  }
  return finish(topology, reach, start, fallen, hops, sockets);
}

function indexOf(reach: Reach, name: string): number {
  const index = reach.services.indexOf(name);
  if (index < 0) throw new RangeError(`not an active service: ${name}`);
  return index;
}

/** The first of `level` that gets to the service at `index`, and how. */
function stepInto(
  reach: Reach,
  links: Links,
  level: readonly number[],
  index: number,
): Pick<Fallen, 'via' | 'by'> {
  const nearer = level.find((neighbour) => hasBit(links.row(neighbour), index)) ?? -1;
  const via = reach.services[nearer] ?? '';
  const service = reach.services[index] ?? '';
  const direct = reach.direct(via, service);
  const host = direct === false || (direct === 'unknown' && reach.reaches(via, service) === true);
  return { via, by: host ? 'host' : 'direct' };
}

function finish(
  topology: Topology,
  reach: Reach,
  start: string,
  fallen: readonly Fallen[],
  hops: number,
  sockets: HostSockets,
): BlastRadius {
  const depths = new Map(start === outsidePlace ? [] : [[start, 0]]);
  for (const { service, hops: depth } of fallen) depths.set(service, depth);
  const waysToHost = findWaysToHost(topology, depths, sockets);
  const hostFalls = findHostFall(waysToHost);
  const taken = hostFalls !== null && hostFalls.hops < hops;
  const throughHost = taken ? reach.services.filter((name) => !depths.has(name)) : [];
  const transits = reach.services
    .filter((name) => depths.has(name))
    .map((name) => transitThrough(topology, reach, name))
    .filter((transit) => transit !== null);
  return { start, fallen, hostFalls, waysToHost, throughHost, transits };
}

/** Indexes of services that the outside reaches; `possible` counts proxies and what is not known. */
export function entryPoints(reach: Reach, possible: boolean): readonly number[] {
  const found: number[] = [];
  reach.services.forEach((name, index) => {
    const facts = reach.facts.get(name);
    const known = facts?.fromOutside === true;
    const maybe = facts?.fromOutside === 'unknown' || isProxied(reach, name);
    if (known || (possible && maybe)) found.push(index);
  });
  return found;
}

function isProxied(reach: Reach, name: string): boolean {
  return reach.proxied(name).some(({ fromOutside }) => fromOutside !== false);
}

/** How the outside (`start`) gets to an entry point. */
function entryInto(reach: Reach, start: string, service: string): Pick<Fallen, 'via' | 'by'> {
  const published = reach.facts.get(service)?.fromOutside !== false;
  return { via: start, by: published ? 'host' : 'proxy' };
}

/** A container from which the host can be taken. */
export interface HostFall {
  readonly service: string;
  readonly hops: number;
  /** Those of grade `host`; in `waysToHost` the host's own network (P1), too. */
  readonly escapes: readonly Escape[];
}

function findWaysToHost(
  topology: Topology,
  depths: ReadonlyMap<string, number>,
  sockets: HostSockets,
): readonly HostFall[] {
  const found: HostFall[] = [];
  for (const [name, hops] of depths) {
    const service = topology.services.get(name);
    const ways = service ? escapes(topology, service, sockets).filter(isWayToHost) : [];
    if (ways.length > 0) found.push({ service: name, hops, escapes: ways });
  }
  return found;
}

function isWayToHost({ grade, rule }: Escape): boolean {
  return grade === 'host' || rule === 'P1';
}

/**
 * The nearest one for certain, else the nearest that may be one; of several at one distance the first of `ways`. Null where none
 * voids the isolation.
 */
function findHostFall(ways: readonly HostFall[]): HostFall | null {
  let sure: HostFall | null = null;
  let maybe: HostFall | null = null;
  for (const way of ways) {
    if (sure && sure.hops <= way.hops) continue;
    const found = way.escapes.filter(({ grade }) => grade === 'host');
    if (found.length === 0) continue;
    const fall = { ...way, escapes: found };
    if (found.some(({ certain }) => certain)) sure = fall;
    else if (!maybe || way.hops < maybe.hops) maybe = fall;
  }
  return sure ?? maybe;
}
