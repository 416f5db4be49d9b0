// The fix for many services on one network: each datastore moves to a network with those that need it, and the rest stays where it is.
// Datastores share one where a service that needs several would be on too many networks else.

import { freeName } from '../../compose/free-name.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import { catalogueEntry } from '../../images/catalogue.ts';
import { openServices } from '../facts/networks.ts';
import { openPublishes } from '../facts/publishes.ts';
import { keptByAddress } from './fixed-addresses.ts';
import { laneOperations, mayBeSplit, type SplitLane } from './split-lanes.ts';

/** CN205 reports a service on four. */
const mostNetworks = 3;

interface Group {
  readonly stores: readonly string[];
  /** All that need one of them; another datastore may be among them. */
  readonly partners: ReadonlySet<string>;
}

/**
 * Fixes that move `stores` out of `network`: each store that can leave and that a service is known to need. The first fix moves all to one
 * network; the second gives every store a network of its own as far as possible. Empty where no store can leave.
 */
export function dataNetworksFixes(
  context: RuleContext,
  stores: readonly string[],
  network: string,
): readonly Fix[] {
  const movable = stores.filter((store) => mayMove(context, store, network));
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
  // Needs that the file does not state would be cut: never part of a bulk fix.
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

/** All of `stores` that can leave a network, in one lane with those that need them; none where none can. */
export function dataLane(
  context: RuleContext,
  stores: readonly string[],
  network: string,
): readonly SplitLane[] {
  const movable = stores.filter((store) => mayMove(context, store, network));
  return movable.length === 0 ? [] : lanesOf(context, [groupOf(context, movable)]);
}

/** Active namespace owners that need a service or that it needs, in the order of their needs. */
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

/** A datastore by itself on the network, with a closed port at most (X2, CN102), and partners that can follow it. */
function mayMove(context: RuleContext, store: string, network: string): boolean {
  const view = context.views.get(store);
  if (view?.facts.owner !== store || !view.facts.networks.includes(network)) return false;
  if (openPublishes(view).length > 0 || !mayBeSplit(context.topology, network)) return false;
  if (keptByAddress(context).get(network)?.has(store)) return false;
  const partners = partnersOf(context, store);
  return partners.length > 0 && partners.every((name) => isAttached(context, name));
}

export function isAttached({ topology }: RuleContext, name: string): boolean {
  return topology.services.get(name)?.mode.kind === 'networks';
}

/** One group for each datastore; those are put together that a service on too many networks has in common, most shared first. */
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

/** Services that would be on too many networks by these groups; a proxy may be on many. */
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
    // A datastore that moves is on one more for itself, and on one less.
    return Math.max(present, moves ? 1 : 0) + (counts.get(name) ?? 0) > mostNetworks && present < 4;
  });
}

/** The two groups that most of the crowded ones need both; null where no two have one in common. */
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

/** Whether the network can be internal: O10, it would kill a port that is published on loopback; X14, an open service reaches into it. */
function staysInside(context: RuleContext, { stores }: Group): boolean {
  const published = stores.some((store) => context.topology.services.get(store)?.ports.length !== 0);
  const external = stores.some((store) => context.topology.services.get(store)?.tags.external === true);
  // Whoever was seen to go out keeps the way.
  const goesOut = context.needs.beyond.some(({ from, to }) => stores.includes(from) && to !== 'host');
  return !published && !external && !goesOut && openServices(context).length === 0;
}
