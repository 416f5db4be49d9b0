// Services that face the outside move to a network with only the services that they need or that need them: the data stays where it is, a
// container further from the outside. A published service that needs data itself gets a separate network, which that data joins too.

import { entryPoints } from '../../blast/blast-radius.ts';
import { freeName } from '../../compose/free-name.ts';
import { nameList } from '../../compose/name-list.ts';
import type { Fix, RuleContext } from '../../findings/finding.ts';
import { isOpen, membersByNetwork } from '../facts/networks.ts';
import { closePortFixes, openPublishes } from '../facts/publishes.ts';
import { isAttached, partnersOf } from './data-networks-fix.ts';
import { isForEverybody } from './exposed-fix.ts';
import { pinnedByAddress } from './fixed-addresses.ts';
import { laneOperations, mayBeSplit, type SplitLane } from './split-lanes.ts';

/** The services of a network that answer outside, by what can be done with each. */
export interface EdgeServices {
  /** Services that may leave: their needs are known and contain no data. */
  readonly free: readonly string[];
  /** Published services that need data themselves, each with that data. */
  readonly bound: ReadonlyMap<string, readonly string[]>;
  /** Services without a known need, which may leave an unknown partner behind. */
  readonly unknown: readonly string[];
  /** Data services that answer outside themselves. */
  readonly data: readonly string[];
  /** Services that have to stay for a fixed address here, their own or one that they ask for. */
  readonly pinned: ReadonlyMap<string, string>;
}

/** Returns the namespace owners on a network that have networks of their own, in file order. */
export function ownersOn(context: RuleContext, network: string): readonly string[] {
  const members = membersByNetwork(context).get(network) ?? [];
  return members.filter((name) => context.reach.facts.get(name)?.owner === name && isAttached(context, name));
}

/** Returns the services of a network that answer outside, or may, grouped by what binds them. */
export function edgeServices(context: RuleContext, network: string): EdgeServices {
  const { reach, tiers, views } = context;
  const owners = ownersOn(context, network);
  const entries = new Set(
    entryPoints(reach, true)
      .map((index) => reach.services[index] ?? '')
      .filter((name) => !isOpen(views.get(name)))
      .map((name) => reach.facts.get(name)?.owner ?? name),
  );
  const free: string[] = [];
  const bound = new Map<string, readonly string[]>();
  const unknown: string[] = [];
  const data: string[] = [];
  const pinned = new Map<string, string>();
  const addresses = pinnedByAddress(context).get(network);
  for (const name of owners) {
    if (!entries.has(name)) continue;
    const address = addresses?.get(name);
    const partners = partnersHere(context, owners, name);
    const stores = partners.filter((other) => tiers.of(other) === 'data');
    if (tiers.of(name) === 'data') data.push(name);
    else if (address !== undefined) pinned.set(name, address);
    else if (partners.length === 0) unknown.push(name);
    else if (stores.length > 0) bound.set(name, stores);
    else free.push(name);
  }
  return { free, bound, unknown, data, pinned };
}

function partnersHere(context: RuleContext, owners: readonly string[], name: string): readonly string[] {
  const here = new Set(owners);
  return partnersOf(context, name).filter((other) => here.has(other));
}

/**
 * Returns the new lanes in front of `network`: one for the services that can leave it alone and, when `all` is set, one for the services
 * that can leave it only together with their data. Empty when no service can leave.
 */
export function frontLanes(context: RuleContext, network: string, all: boolean): readonly SplitLane[] {
  if (!mayBeSplit(context.topology, network)) return [];
  const owners = ownersOn(context, network);
  const { free, bound } = edgeServices(context, network);
  const taken = new Set(context.topology.networks.keys());
  // A network that is not internal would give its new members a way out.
  const internal = context.topology.networks.get(network)?.internal === true;
  const groups: readonly (readonly [base: string, moves: readonly string[]])[] = [
    ['front', free],
    ['front-data', all ? [...bound.keys()] : []],
  ];
  const lanes: SplitLane[] = [];
  for (const [base, moves] of groups) {
    if (moves.length === 0) continue;
    const name = freeName(base, taken);
    taken.add(name);
    const partners = new Set(moves.flatMap((move) => partnersHere(context, owners, move)));
    const joins = owners.filter((owner) => partners.has(owner) && !moves.includes(owner));
    lanes.push({ name, internal, moves, joins });
  }
  // A service that moves with one group and is needed in another still leaves the network.
  const leaving = new Set(lanes.flatMap((lane) => lane.moves));
  return lanes.map((lane) => {
    const movers = new Set([...lane.moves, ...lane.joins.filter((join) => leaving.has(join))]);
    return {
      ...lane,
      moves: owners.filter((owner) => movers.has(owner)),
      joins: lane.joins.filter((join) => !leaving.has(join)),
    };
  });
}

/**
 * Returns the fix that moves the exposed services away from the data, and true when that parts all data from them; null when nothing can
 * move. A service that needs data, and that a moving one needs, stays and closes its ports: the outside reaches it through the moving one.
 */
export function frontFix(
  context: RuleContext,
  network: string,
): { readonly fix: Fix; readonly whole: boolean } | null {
  const { free, bound, unknown, data, pinned } = edgeServices(context, network);
  const lanes = frontLanes(context, network, false);
  if (lanes.length === 0) return null;
  const closings = closingsOf(context, free, [...bound.keys()]);
  const name = lanes.map((lane) => lane.name).join(', ');
  const needs = free.length === 1 ? 'what it needs' : 'what they need';
  const title = [`Move ${nameList(free)} to ${name}, with ${needs}`, ...closingTexts(closings)].join(
    ', and ',
  );
  const operations = [
    ...laneOperations(lanes, network, context.topology),
    ...closings.flatMap((closing) => closing.fix.operations),
  ];
  // The fix would cut off unstated needs, so it is never part of a bulk fix.
  const fix: Fix = { title, safe: false, operations };
  return { fix, whole: bound.size === closings.length && unknown.length + data.length + pinned.size === 0 };
}

interface Closing {
  readonly service: string;
  readonly fix: Fix;
}

/**
 * Returns the operations that close the ports of each bound service; none when one has to stay open, since it would stay beside the data.
 */
function closingsOf(
  context: RuleContext,
  free: readonly string[],
  bound: readonly string[],
): readonly Closing[] {
  const closings: Closing[] = [];
  for (const service of bound) {
    const view = context.views.get(service);
    const behind = free.some((name) => context.needs.has(name, service));
    const ports = view ? openPublishes(view) : [];
    // A mail server bound to loopback receives no mail.
    const closes = view && behind && !ports.some((port) => isForEverybody(view.service, port));
    const [fix] = closes ? closePortFixes(context, view.service, ports) : [];
    if (!fix) return [];
    closings.push({ service, fix });
  }
  return closings;
}

/** Returns the closings in words: `stop publishing web`, `bind the ports of api to 127.0.0.1`. */
function closingTexts(closings: readonly Closing[]): readonly string[] {
  const stops = ({ fix }: Closing): boolean => fix.operations.every(({ type }) => type === 'unpublish');
  const stopped = closings.filter(stops).map(({ service }) => service);
  const bound = closings
    .filter((closing) => !stops(closing))
    .map(({ service, fix }) => fix.title.replace('Bind', `bind the ports of ${service}`));
  return [...(stopped.length > 0 ? [`stop publishing ${nameList(stopped)}`] : []), ...bound];
}
