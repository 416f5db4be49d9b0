// Which service needs a connection to which, as far as the file shows it (dependencies, links, references by name and what a person
// declared) and as far as one was seen, whether it can be opened or not.

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

/** One stated or inferred need: `from` must be able to open a connection to `to`. */
export interface StatedNeed {
  readonly from: string;
  readonly to: string;
  readonly kind: 'depends_on' | 'link' | 'reference' | 'declared';
  /** The name used in the file (`db`, an alias), and the port where the reference has one. */
  readonly name: string;
  readonly port: number | null;
  readonly certainty: 'certain' | 'inferred';
  readonly at: Path;
}

export type Need = StatedNeed | ObservedNeed;

export interface Needs {
  readonly all: readonly Need[];
  /** What was seen between a service and a place: `host`, `lan`, `internet`, or an address of the outside. */
  readonly beyond: readonly ObservedNeed[];
  /** For how many seconds was looked; null without a record, where nothing is known to be unseen. */
  readonly watched: number | null;
  /** From every name and address of a service, in lower case, to the services it may mean. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Ways beside every network: sockets in what services share. They are none of `all`, since no network has to carry them. */
  readonly sockets: SharedSockets;
  has(from: string, to: string): boolean;
  from(service: string): readonly Need[];
  to(service: string): readonly Need[];
}

/** What needs were made from, for the needs after the next edit. */
interface Origin {
  readonly topology: Topology;
  /** Holds for all topologies of the same names and targets. */
  readonly byService: WeakMap<Service, readonly StatedNeed[]>;
}

const origins = new WeakMap<Needs, Origin>();

/**
 * Every need that the file states or suggests, by service in file order, each service's seen ones last; those of `previous` that still hold
 * are used again. `runtime`: volumes that are the socket of a container runtime (`socketVolumes`). `observed`: what was seen, in the names of
 * this project.
 */
export function computeNeeds(
  topology: Topology,
  previous: Needs | null = null,
  runtime?: ReadonlySet<string>,
  observed: ObservedRecord | null = null,
): Needs {
  const before = previous ? origins.get(previous) : undefined;
  const reusable = before && sameTargets(before.topology, topology) ? before : null;
  const names = previous && reusable ? previous.names : serviceNames(topology);
  const byService = reusable?.byService ?? new WeakMap<Service, readonly StatedNeed[]>();
  const seen = observedNeeds(topology, observed);
  const all: Need[] = [];
  for (const service of topology.services.values()) {
    const ownStatedNeeds = byService.get(service) ?? ownNeeds(service, topology, names);
    byService.set(service, ownStatedNeeds);
    for (const need of ownStatedNeeds) all.push(need);
    for (const need of seen.between.get(service.name) ?? none) all.push(need);
  }
  const needs = indexNeeds(all, {
    beyond: seen.beyond,
    watched: observed === null ? null : watchedSeconds(observed),
    names,
    sockets: sharedSockets(topology, runtime),
  });
  origins.set(needs, { topology, byService });
  return needs;
}

/** Whether every name means the same services as before, which listen where they did. */
function sameTargets(before: Topology, after: Topology): boolean {
  if (before.services.size !== after.services.size) return false;
  const old = before.services.values();
  for (const service of after.services.values()) {
    const known = old.next().value;
    if (known === service) continue;
    if (known === undefined || !sameList(namesOf(known), namesOf(service))) return false;
    if (!sameList(tagLikePorts(known), tagLikePorts(service))) return false;
  }
  return true;
}

/** Ports that decide whether `db:16` is a reference or an image with its tag. */
const tagLikePorts = memoize((service: Service) =>
  knownPorts(service)
    .filter(({ first }) => isTagLike(first))
    .map(rangeText),
);

const none: readonly StatedNeed[] = [];

/** The needs of one service, each once. */
function ownNeeds(
  service: Service,
  topology: Topology,
  names: ReadonlyMap<string, readonly string[]>,
): readonly StatedNeed[] {
  const needs = needsOf(service, topology, names);
  const [first] = needs;
  if (needs.length <= 1) return first === undefined || first.to === service.name ? none : needs;
  const stated = new Map<string, StatedNeed>();
  for (const need of needs) {
    if (need.to === service.name) continue;
    const key = `${need.to}\n${need.kind}\n${need.name}\n${need.port}`;
    if (!stated.has(key)) stated.set(key, need);
  }
  return [...stated.values()];
}

/** As many needs of a service are faster looked through than held as a set. */
const few = 8;

function indexNeeds(
  all: readonly Need[],
  known: Pick<Needs, 'beyond' | 'watched' | 'names' | 'sockets'>,
): Needs {
  const from = new Map<string, Need[]>();
  const to = new Map<string, Need[]>();
  for (const need of all) {
    push(from, need.from, need);
    push(to, need.to, need);
  }
  /** Of services with many needs alone, and made when first asked for. */
  const targets = new Map<string, ReadonlySet<string>>();
  const has = (a: string, b: string): boolean => {
    const needs = from.get(a);
    if (needs === undefined) return false;
    if (needs.length <= few) return needs.some((need) => need.to === b);
    const known = targets.get(a) ?? new Set(needs.map((need) => need.to));
    targets.set(a, known);
    return known.has(b);
  };
  return {
    ...known,
    all,
    has,
    from: (service) => from.get(service) ?? none,
    to: (service) => to.get(service) ?? none,
  };
}

function push<One extends Need>(index: Map<string, One[]>, key: string, need: One): void {
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
    // A job that has ended listens to nothing: order only.
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
