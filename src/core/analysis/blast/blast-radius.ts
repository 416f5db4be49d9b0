// What falls if one container falls: everything within some hops over direct connections and published ports, the pivots and
// cut points on the way, transit as distinct from pivots (T1–T5), and whether the host falls with it (P1–P12).

import type { Topology } from '../../compose/topology.ts';
import { outsidePlace } from '../explain/places.ts';
import { hasBit } from '../reach/bit-row.ts';
import type { Reach } from '../reach-model.ts';
import { entryInto, entryPoints } from './entry-points.ts';
import { findHostFall, type HostFall } from './host-fall.ts';
import { type Links, linksOf } from './links.ts';
import { narrowPlaces } from './narrow-places.ts';
import { spread } from './spread.ts';
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
  /** Something lies one hop behind it: taking it over opens more. */
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
  /** Null where no container within the hops voids the isolation of the host. */
  readonly hostFalls: HostFall | null;
  /** Services that fall only because the host does, in file order. */
  readonly throughHost: readonly string[];
  /** Of the start and of all that fall, in file order. */
  readonly transits: readonly Transit[];
}

const noVolumes: ReadonlySet<string> = new Set();

/**
 * The blast radius of an active service, or of the outside (`@outside`: then the first hop is the ways in). `hops` limits
 * connections; `sockets` are volumes that hold a runtime socket. Throws a RangeError for any other start.
 */
export function blastRadius(
  topology: Topology,
  reach: Reach,
  start: string,
  hops = Number.POSITIVE_INFINITY,
  sockets: ReadonlySet<string> = noVolumes,
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
  const nearer = level.find((one) => hasBit(links.row(one), index)) ?? -1;
  const via = reach.services[nearer] ?? '';
  const service = reach.services[index] ?? '';
  const direct = reach.direct(via, service);
  const host = direct === false || (direct === 'unknown' && reach.viaHost(via, service) === true);
  return { via, by: host ? 'host' : 'direct' };
}

function finish(
  topology: Topology,
  reach: Reach,
  start: string,
  fallen: readonly Fallen[],
  hops: number,
  sockets: ReadonlySet<string>,
): BlastRadius {
  const depths = new Map(start === outsidePlace ? [] : [[start, 0]]);
  for (const { service, hops: depth } of fallen) depths.set(service, depth);
  const hostFalls = findHostFall(topology, depths, sockets);
  const taken = hostFalls !== null && hostFalls.hops < hops;
  const throughHost = taken ? reach.services.filter((name) => !depths.has(name)) : [];
  const transits = reach.services
    .filter((name) => depths.has(name))
    .map((name) => transitThrough(topology, reach, name))
    .filter((transit) => transit !== null);
  return { start, fallen, hostFalls, throughHost, transits };
}
