// The connections that services need, possible or not: as the file shows them (dependencies, links, references by name, declarations) and
// as they were recorded.

import { type SharedSockets, sharedSockets } from '../blast/shared-sockets.ts';
import { memoize } from '../compose/memoize.ts';
import { itemPlace } from '../compose/places.ts';
import { rangeText } from '../compose/project/ports/port-range.ts';
import { sameList } from '../compose/same-data.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { knownPorts } from '../images/catalogue.ts';
import type { ObservedRecord } from '../observed/record.ts';
import type { Path } from '../yaml/tree.ts';
import { findReferences, isTagLike, namesOf, type Reference, serviceNames } from './find-references.ts';
import { type ObservedNeed, observedNeeds, watchedSeconds } from './observed-needs.ts';

/** A stated or inferred need: `from` must be able to connect to `to`. */
export interface StatedNeed {
  readonly from: string;
  readonly to: string;
  readonly kind: 'depends_on' | 'link' | 'reference' | 'declared' | 'must';
  /** The name used in the file (`db`, an alias), and the port if the reference has one. */
  readonly name: string;
  readonly port: number | null;
  readonly certainty: 'certain' | 'inferred';
  readonly at: Path;
}

export type Need = StatedNeed | ObservedNeed;

export interface Needs {
  readonly all: readonly Need[];
  /** Recorded connections between a service and a place: `host`, `lan`, `internet`, or an outside address. */
  readonly beyond: readonly ObservedNeed[];
  /** The length of the record in seconds; null without a record, when no connection is known to be unused. */
  readonly watched: number | null;
  /** The services that each lower-case name or address may mean. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Shared sockets, which connect services without a network. They are not part of `all`, since no network has to carry them. */
  readonly sockets: SharedSockets;
  has(from: string, to: string): boolean;
  from(service: string): readonly Need[];
  to(service: string): readonly Need[];
}

/** The data behind computed needs, reused after the next edit. */
interface NeedsSource {
  readonly topology: Topology;
  /** The needs of each service, valid for all topologies with the same names and targets. */
  readonly byService: WeakMap<Service, readonly StatedNeed[]>;
}

const sources = new WeakMap<Needs, NeedsSource>();

/**
 * Returns every need that the file states or suggests, by service in file order, with the intended and the recorded needs of each service
 * last; valid needs of `previous` are reused. `runtime` are the volumes with a runtime socket (`socketVolumes`); `observed` is a record in
 * the names of this project; `intended` are the needs that intents state (`mustNeeds`).
 */
export function computeNeeds(
  topology: Topology,
  previous: Needs | null = null,
  runtime?: ReadonlySet<string>,
  observed: ObservedRecord | null = null,
  intended?: ReadonlyMap<string, readonly StatedNeed[]>,
): Needs {
  const previousSource = previous ? sources.get(previous) : undefined;
  const reusable = previousSource && sameTargets(previousSource.topology, topology) ? previousSource : null;
  const names = previous && reusable ? previous.names : serviceNames(topology);
  const byService = reusable?.byService ?? new WeakMap<Service, readonly StatedNeed[]>();
  const seen = observedNeeds(topology, observed);
  const all: Need[] = [];
  for (const service of topology.services.values()) {
    const ownStatedNeeds = byService.get(service) ?? distinctNeeds(service, topology, names);
    byService.set(service, ownStatedNeeds);
    for (const need of ownStatedNeeds) all.push(need);
    for (const need of intended?.get(service.name) ?? noNeeds) all.push(need);
    for (const need of seen.byPair.get(service.name) ?? noNeeds) all.push(need);
  }
  const needs = indexNeeds(all, {
    beyond: seen.beyond,
    watched: observed === null ? null : watchedSeconds(observed),
    names,
    sockets: sharedSockets(topology, runtime),
  });
  sources.set(needs, { topology, byService });
  return needs;
}

/** True when every name still means the same services and these listen on the same ports. */
function sameTargets(before: Topology, after: Topology): boolean {
  if (before.services.size !== after.services.size) return false;
  const previousServices = before.services.values();
  for (const service of after.services.values()) {
    const previous = previousServices.next().value;
    if (previous === service) continue;
    if (previous === undefined || !sameList(namesOf(previous), namesOf(service))) return false;
    if (!sameList(tagLikePorts(previous), tagLikePorts(service))) return false;
  }
  return true;
}

/** Returns the ports that decide whether `db:16` is a reference or an image with its tag. */
const tagLikePorts = memoize((service: Service) =>
  knownPorts(service)
    .filter(({ first }) => isTagLike(first))
    .map(rangeText),
);

const noNeeds: readonly StatedNeed[] = [];

/** Returns the needs of one service without repeats. */
function distinctNeeds(
  service: Service,
  topology: Topology,
  names: ReadonlyMap<string, readonly string[]>,
): readonly StatedNeed[] {
  const needs = needsOf(service, topology, names);
  const [first] = needs;
  if (needs.length <= 1) return first === undefined || first.to === service.name ? noNeeds : needs;
  const stated = new Map<string, StatedNeed>();
  for (const need of needs) {
    if (need.to === service.name) continue;
    const key = `${need.to}\n${need.kind}\n${need.name}\n${need.port}`;
    if (!stated.has(key)) stated.set(key, need);
  }
  return [...stated.values()];
}

/** The number of needs up to which searching a list is faster than keeping a set. */
const maxListed = 8;

function indexNeeds(
  all: readonly Need[],
  other: Pick<Needs, 'beyond' | 'watched' | 'names' | 'sockets'>,
): Needs {
  const from = new Map<string, Need[]>();
  const to = new Map<string, Need[]>();
  for (const need of all) {
    addTo(from, need.from, need);
    addTo(to, need.to, need);
  }
  /** The targets of services with many needs, computed on first use. */
  const targets = new Map<string, ReadonlySet<string>>();
  const has = (a: string, b: string): boolean => {
    const needs = from.get(a);
    if (needs === undefined) return false;
    if (needs.length <= maxListed) return needs.some((need) => need.to === b);
    const other = targets.get(a) ?? new Set(needs.map((need) => need.to));
    targets.set(a, other);
    return other.has(b);
  };
  return {
    ...other,
    all,
    has,
    from: (service) => from.get(service) ?? noNeeds,
    to: (service) => to.get(service) ?? noNeeds,
  };
}

function addTo<Item extends Need>(index: Map<string, Item[]>, key: string, need: Item): void {
  const list = index.get(key);
  if (list) list.push(need);
  else index.set(key, [need]);
}

function needsOf(
  service: Service,
  topology: Topology,
  names: ReadonlyMap<string, readonly string[]>,
): readonly StatedNeed[] {
  const needs: StatedNeed[] = [];
  const from = service.name;
  for (const { service: to, condition } of service.dependsOn) {
    // A finished job does not listen; this dependency only orders.
    if (condition === 'service_completed_successfully' || !topology.services.has(to)) continue;
    const at = itemPlace(service, 'depends_on', to);
    needs.push({ from, to, kind: 'depends_on', name: to, port: null, certainty: 'certain', at });
  }
  for (const { service: to, alias } of service.links) {
    if (!topology.services.has(to)) continue;
    const at = itemPlace(service, 'links', to);
    needs.push({ from, to, kind: 'link', name: alias ?? to, port: null, certainty: 'certain', at });
  }
  service.tags.needs.forEach((to, index) => {
    if (!topology.services.has(to)) return;
    const at = ['services', from, 'x-bulkhead', 'needs', index];
    needs.push({ from, to, kind: 'declared', name: to, port: null, certainty: 'certain', at });
  });
  for (const reference of findReferences(service, names, topology)) {
    for (const to of reference.targets) needs.push(referenceNeed(from, to, reference));
  }
  return needs;
}

function referenceNeed(from: string, to: string, { name, port, certainty, at }: Reference): StatedNeed {
  return { from, to, kind: 'reference', name, port, certainty, at };
}
