// The fix for many services on one network: each datastore moves to a network with the services that need it, and the others stay where
// they are. Datastores share a network if a service that needs several of them would otherwise be on too many networks.

import { freeName } from '../../compose/free-name.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import { catalogueEntry } from '../../images/catalogue.ts';
import { openServices } from '../facts/networks.ts';
import { openPublishes } from '../facts/publishes.ts';
import { pinnedByAddress } from './fixed-addresses.ts';
import { laneOperations, mayBeSplit, type SplitLane } from './split-lanes.ts';

/** The most networks of a service: CN205 reports four. */
const mostNetworks = 3;

interface Group {
  readonly stores: readonly string[];
  /** All services that need one of the stores; another datastore may be among them. */
  readonly partners: ReadonlySet<string>;
}

/**
 * Returns the fixes that move `stores` out of `network`: each store that can leave and that a service is known to need. The first fix moves
 * all to one network; the second gives every store its own as far as possible. Empty when no store can leave.
 */
export function dataNetworksFixes(
  context: RuleContext,
  stores: readonly string[],
  network: string,
): readonly Fix[] {
  const movable = stores.filter((store) => canMove(context, store, network));
  if (movable.length === 0) return [];
  const apart = grouped(context, movable);
  const together = [groupOf(context, movable)];
  return (apart.length === 1 ? [apart] : [together, apart]).map((groups) =>
    fixFor(context, movable, groups, network),
  );
}

function fixFor(
  context: RuleContext,
  movable: readonly string[],
  groups: readonly Group[],
  network: string,
): Fix {
  const own =
    movable.length === 1
      ? 'a network of its own with those that need it'
      : groups.length === 1
        ? 'one network of their own with those that need them'
        : `${groups.length} networks of their own with those that need them`;
  const title = `Give ${nameList(movable)} ${own}`;
  const operations = laneOperations(lanesOf(context, groups), network, context.topology);
  // The fix would cut off unstated needs, so it is never part of a bulk fix.
  return { title, safe: false, operations };
}

function lanesOf(context: RuleContext, groups: readonly Group[]): readonly SplitLane[] {
  const taken = new Set(context.topology.networks.keys());
  return groups.map((group) => {
    const name = freeName('back', taken);
    taken.add(name);
    return { name, internal: staysInside(context, group), moves: group.stores, joins: [...group.partners] };
  });
}

/** Returns the stores that can leave a network, in one lane with the services that need them; null for none. */
export function dataLane(
  context: RuleContext,
  stores: readonly string[],
  network: string,
): readonly SplitLane[] {
  const movable = stores.filter((store) => canMove(context, store, network));
  return movable.length === 0 ? [] : lanesOf(context, [groupOf(context, movable)]);
}

/** Returns the active namespace owners with a need to or from a service, in the order of their needs. */
export function partnersOf(context: RuleContext, service: string): readonly string[] {
  const { needs, reach } = context;
  const others = [
    ...needs.to(service).map(({ from }) => from),
    ...needs.from(service).map(({ to }) => to),
  ].map((name) => reach.facts.get(name)?.owner ?? null);
  return [...new Set(others.filter((name) => name !== null && name !== service))].filter(
    (name) => name !== null,
  );
}

/** True for a datastore by itself on the network, with no port beyond loopback (X2, CN102), whose partners can follow it. */
function canMove(context: RuleContext, store: string, network: string): boolean {
  const view = context.views.get(store);
  if (view?.facts.owner !== store || !view.facts.networks.includes(network)) return false;
  if (openPublishes(view).length > 0 || !mayBeSplit(context.topology, network)) return false;
  if (pinnedByAddress(context).get(network)?.has(store)) return false;
  const partners = partnersOf(context, store);
  return partners.length > 0 && partners.every((name) => isAttached(context, name));
}

export function isAttached({ topology }: RuleContext, name: string): boolean {
  return topology.services.get(name)?.mode.kind === 'networks';
}

/** Returns one group for each datastore; groups are merged when a service would be on too many networks, most shared first. */
function grouped(context: RuleContext, stores: readonly string[]): readonly Group[] {
  let groups = stores.map((store) => groupOf(context, [store]));
  for (;;) {
    const crowded = crowdedServices(context, groups);
    const pair = crowded.length === 0 ? null : closestPair(groups, crowded);
    if (pair === null) return groups;
    const [a, b] = pair;
    const joined = groupOf(context, [...a.stores, ...b.stores]);
    groups = groups.flatMap((group) => (group === a ? [joined] : group === b ? [] : [group]));
  }
}

function groupOf(context: RuleContext, stores: readonly string[]): Group {
  const partners = new Set(stores.flatMap((store) => partnersOf(context, store)));
  for (const store of stores) partners.delete(store);
  return { stores, partners };
}

/** Returns the services that these groups put on too many networks; a proxy may be on many. */
function crowdedServices({ topology }: RuleContext, groups: readonly Group[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const group of groups) {
    for (const name of group.partners) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.keys()].filter((name) => {
    const service = topology.services.get(name);
    if (!service || catalogueEntry(service.image)?.kind === 'proxy') return false;
    const moves = groups.some(({ stores }) => stores.includes(name));
    const present = service.attachments.length;
    // A datastore that moves joins one network and leaves one.
    return Math.max(present, moves ? 1 : 0) + (counts.get(name) ?? 0) > mostNetworks && present < 4;
  });
}

/** Returns the two groups that most of the crowded services share; null when no two share one. */
function closestPair(groups: readonly Group[], crowded: readonly string[]): readonly [Group, Group] | null {
  let best: readonly [Group, Group] | null = null;
  let most = 0;
  for (const [index, a] of groups.entries()) {
    for (const b of groups.slice(index + 1)) {
      const common = crowded.filter((name) => a.partners.has(name) && b.partners.has(name)).length;
      if (common <= most) continue;
      most = common;
      best = [a, b];
    }
  }
  return best;
}

/** True when the network can be internal: that would kill a port published on loopback (O10), and an open service reaches into it (X14). */
function staysInside(context: RuleContext, { stores }: Group): boolean {
  const published = stores.some((store) => context.topology.services.get(store)?.ports.length !== 0);
  const external = stores.some((store) => context.topology.services.get(store)?.tags.external === true);
  // A service with observed connections to the outside keeps its way out.
  const goesOut = context.needs.beyond.some(({ from, to }) => stores.includes(from) && to !== 'host');
  return !published && !external && !goesOut && openServices(context).length === 0;
}
