// The blast radius of a container: the services that an attacker in control of it can take over within some hops, over direct connections
// and published ports; the pivots, cut points and transit on the way (T1–T5); and whether the host can be taken over (P1–P12).

import type { Topology } from '../compose/topology.ts';
import { outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { hasBit } from '../reach/rows/bit-row.ts';
import { escapes } from './escapes.ts';
import type { Escape } from './host-access.ts';
import { type Links, linksOf } from './links.ts';
import { type HostSockets, noHostSockets } from './runtime-sockets.ts';
import { chokePoints, spread } from './spread.ts';
import { type Transit, transitThrough } from './transit.ts';

/** A service that an attacker can take over. */
export interface TakenOver {
  readonly service: string;
  /** The number of connections to it, each from a container taken over before. */
  readonly hops: number;
  /** False when every path to it depends on something unknown or inferred. */
  readonly certain: boolean;
  /** The first service, in file order, that reaches it from one hop nearer; the start itself at one hop. */
  readonly via: string;
  /** The kind of connection from `via`. */
  readonly by: 'direct' | 'host' | 'proxy';
  /** True when another service lies one hop behind it, so that taking it over gives access to more. */
  readonly pivot: boolean;
  /** True when another service within the hops is out of reach without it. */
  readonly cut: boolean;
  /** True when it may forward packets without being taken over (T4). */
  readonly transit: boolean;
}

export interface BlastRadius {
  /** The service where the attack starts, or `@outside`. */
  readonly start: string;
  /** The services taken over, by hops and then in file order, without the start. */
  readonly takenOver: readonly TakenOver[];
  /** The nearest container from which the host can be taken over; null when none is within the hops. */
  readonly nearestWayToHost: WayToHost | null;
  /**
   * Every container taken over, the start included, from which the host can be taken over or that is on the host's network; by hops, then
   * in file order.
   */
  readonly waysToHost: readonly WayToHost[];
  /** The services taken over only through the host, in file order. */
  readonly throughHost: readonly string[];
  /** The transit through the start and all services taken over, in file order. */
  readonly transits: readonly Transit[];
}

/**
 * Returns the blast radius of an active service, or of the outside (`@outside`), whose first hop is the ways in. `hops` limits connections;
 * `sockets` come from `hostSockets`. Throws a RangeError for any other start.
 */
export function blastRadius(
  topology: Topology,
  reach: Reach,
  start: string,
  hops = Number.POSITIVE_INFINITY,
  sockets: HostSockets = noHostSockets,
): BlastRadius {
  const outside = start === outsidePlace;
  // From outside, the ways in are hop 1 instead of hop 0.
  const shift = outside ? 1 : 0;
  const from = outside ? entryPoints(reach, true) : [indexOf(reach, start)];
  const certainStart = outside ? entryPoints(reach, false) : from;
  const takenOver: TakenOver[] = [];
  if (hops >= shift) {
    const links = linksOf(reach, 'possible');
    const all = spread(links, from, hops - shift, -1);
    const { seen } = spread(linksOf(reach, 'certain'), certainStart, hops - shift, -1);
    const { pivots, cuts } = chokePoints(links, from, hops - shift, all);
    all.levels.forEach((level, depth) => {
      if (depth + shift === 0) return;
      for (const index of level) {
        const service = reach.services[index] ?? '';
        const previousLevel = all.levels[depth - 1];
        takenOver.push({
          service,
          hops: depth + shift,
          certain: hasBit(seen, index),
          ...(previousLevel ? hopInto(reach, links, previousLevel, index) : entryInto(reach, start, service)),
          pivot: pivots.has(index),
          cut: cuts.has(index),
          transit: transitThrough(topology, reach, service) !== null,
        });
      }
    });
  }
  return withHost(topology, reach, start, takenOver, hops, sockets);
}

function indexOf(reach: Reach, name: string): number {
  const index = reach.services.indexOf(name);
  if (index < 0) throw new RangeError(`not an active service: ${name}`);
  return index;
}

/** Returns the first service of a level that reaches the service at an index, and the kind of connection. */
function hopInto(
  reach: Reach,
  links: Links,
  level: readonly number[],
  index: number,
): Pick<TakenOver, 'via' | 'by'> {
  const nearer = level.find((neighbour) => hasBit(links.row(neighbour), index)) ?? -1;
  const via = reach.services[nearer] ?? '';
  const service = reach.services[index] ?? '';
  const direct = reach.direct(via, service);
  const host = direct === false || (direct === 'unknown' && reach.reaches(via, service) === true);
  return { via, by: host ? 'host' : 'direct' };
}

function withHost(
  topology: Topology,
  reach: Reach,
  start: string,
  takenOver: readonly TakenOver[],
  hops: number,
  sockets: HostSockets,
): BlastRadius {
  const depths = new Map(start === outsidePlace ? [] : [[start, 0]]);
  for (const { service, hops: depth } of takenOver) depths.set(service, depth);
  const waysToHost = findWaysToHost(topology, depths, sockets);
  const nearestWayToHost = findNearestWayToHost(waysToHost);
  const hostIsTaken = nearestWayToHost !== null && nearestWayToHost.hops < hops;
  const throughHost = hostIsTaken ? reach.services.filter((name) => !depths.has(name)) : [];
  const transits = reach.services
    .filter((name) => depths.has(name))
    .map((name) => transitThrough(topology, reach, name))
    .filter((transit) => transit !== null);
  return {
    start,
    takenOver: takenOver,
    nearestWayToHost: nearestWayToHost,
    waysToHost,
    throughHost,
    transits,
  };
}

/** Returns the indexes of services that the outside reaches; `possible` includes proxies and unknown facts. */
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

/** Returns the kind of connection from the outside to an entry point. */
function entryInto(reach: Reach, start: string, service: string): Pick<TakenOver, 'via' | 'by'> {
  const published = reach.facts.get(service)?.fromOutside !== false;
  return { via: start, by: published ? 'host' : 'proxy' };
}

/** A container from which the host can be taken over. */
export interface WayToHost {
  readonly service: string;
  readonly hops: number;
  /** The escapes of grade `host`; in `waysToHost` also the host's network (P1). */
  readonly escapes: readonly Escape[];
}

function findWaysToHost(
  topology: Topology,
  depths: ReadonlyMap<string, number>,
  sockets: HostSockets,
): readonly WayToHost[] {
  const found: WayToHost[] = [];
  for (const [name, hops] of depths) {
    const service = topology.services.get(name);
    const ways = service ? escapes(topology, service, sockets).filter(leadsToHost) : [];
    if (ways.length > 0) found.push({ service: name, hops, escapes: ways });
  }
  return found;
}

function leadsToHost({ grade, rule }: Escape): boolean {
  return grade === 'host' || rule === 'P1';
}

/**
 * Returns the nearest container that certainly leads to the host, else the nearest possible one; at equal distance the first. Null when no
 * container voids the isolation.
 */
function findNearestWayToHost(ways: readonly WayToHost[]): WayToHost | null {
  let certain: WayToHost | null = null;
  let possible: WayToHost | null = null;
  for (const way of ways) {
    if (certain && certain.hops <= way.hops) continue;
    const found = way.escapes.filter(({ grade }) => grade === 'host');
    if (found.length === 0) continue;
    const candidate = { ...way, escapes: found };
    if (found.some(({ certain }) => certain)) certain = candidate;
    else if (!possible || way.hops < possible.hops) possible = candidate;
  }
  return certain ?? possible;
}
