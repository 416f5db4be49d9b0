// The connections between machines that change between two versions of a fleet. What changes on a machine by itself is the difference of
// two hosts.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import type { ConnectivityDiff, PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import { nameOn } from '../at-machine.ts';
import { strangersAddress } from '../network-map.ts';
import { placeText } from '../reach/fleet-port.ts';
import type { FleetReach, Reached, ReachedServices } from '../reach/fleet-reach.ts';

/** The connections between machines that opened and closed. */
export type FleetChanges = Pick<ConnectivityDiff, 'opened' | 'closed' | 'waysOpened' | 'waysClosed'>;

/**
 * Returns the connections to published ports across machines, and the networks that get to published ports, that opened or closed between
 * two versions. Unknown counts as possible, as in `diffConnectivity`. All lists are sorted by bytes.
 */
export function fleetChanges(before: FleetReach, after: FleetReach): FleetChanges {
  const [waysBefore, waysAfter] = [waysInOf(before), waysInOf(after)];
  const [outBefore, outAfter] = [internetAskers(before), internetAskers(after)];
  return {
    opened: sorted([...pairsOnlyIn(after, before), ...internetOnlyIn(outAfter, outBefore)]),
    closed: sorted([...pairsOnlyIn(before, after), ...internetOnlyIn(outBefore, outAfter)]),
    waysOpened: waysOnlyIn(waysAfter, waysBefore),
    waysClosed: waysOnlyIn(waysBefore, waysAfter),
  };
}

/** A service of another machine, and the places at which an asker gets to it in one version alone. */
interface Gained {
  readonly to: string;
  readonly at: readonly string[];
}

/** Returns the services on machines, and the machines without Docker, which have no services that ask for them. */
const askersOf = memoize(
  ({ connector }: FleetReach): ReadonlySet<string> =>
    new Set(
      [...connector.map.machines.values()].flatMap((node) =>
        node.source.facts === null
          ? [node.name]
          : (node.base('ipv4')?.services ?? []).map(({ name }) => nameOn(node, name)),
      ),
    ),
);

const placesOf = memoize(
  ({ at }: Reached): ReadonlySet<string> => new Set(at.map(({ place }) => placeText(place))),
);

const nobody: ReachedServices = new Map();

/** Returns the connections of one version that the other one lacks; askers who get to the same services in both are compared once. */
function pairsOnlyIn(reach: FleetReach, other: FleetReach): readonly PairChange[] {
  const known = new Map<ReachedServices, Map<ReachedServices, readonly Gained[]>>();
  return [...askersOf(reach)].flatMap((from): readonly PairChange[] => {
    const mine = reach.reachedFrom(from);
    const theirs = askersOf(other).has(from) ? other.reachedFrom(from) : nobody;
    const compared = known.get(mine) ?? new Map<ReachedServices, readonly Gained[]>();
    known.set(mine, compared);
    const gained = compared.get(theirs) ?? placesOnlyIn(mine, theirs);
    compared.set(theirs, gained);
    return gained.map(({ to, at }) => ({ from, to, kind: 'machine', at }));
  });
}

function placesOnlyIn(mine: ReachedServices, theirs: ReachedServices): readonly Gained[] {
  return [...mine].flatMap(([to, reached]): readonly Gained[] => {
    const there = theirs.get(to);
    const places = there ? placesOf(there) : new Set<string>();
    const at = [...placesOf(reached)].filter((place) => !places.has(place)).sort(compareBytes);
    return at.length === 0 ? [] : [{ to, at }];
  });
}

function sorted(changes: readonly PairChange[]): readonly PairChange[] {
  return changes.toSorted((a, b) => compareBytes(a.from, b.from) || compareBytes(a.to, b.to));
}

/** Returns each service, and machine without Docker, and whether it may get to an address of the Internet. */
const internetAskers = memoize(({ connector }: FleetReach): ReadonlyMap<string, boolean> => {
  const { machines, networks } = connector.map;
  const internet = [...networks.values()].find(({ kind }) => kind === 'internet');
  const stranger = internet && connector.map.strangerOn(internet.name);
  const address = stranger && strangersAddress(connector.map, stranger, 'ipv4')?.example;
  const askers = [...machines.values()].flatMap((node) =>
    node.isOpaque ? [node.name] : node.services.map(({ name }) => nameOn(node, name)),
  );
  return new Map(
    address
      ? askers.map((name) => {
          const { answer } = connector.askAddress(name, { address, port: 443, protocol: 'tcp' });
          return [name, answer !== false];
        })
      : [],
  );
});

/** Returns who gets to the Internet alone in the first version, though it is in both: a service that is new has its way out among its own facts. */
function internetOnlyIn(
  askers: ReadonlyMap<string, boolean>,
  other: ReadonlyMap<string, boolean>,
): readonly PairChange[] {
  return [...askers].flatMap(([from, does]) =>
    does && other.get(from) === false ? [{ from, to: 'internet', kind: 'machine' as const }] : [],
  );
}

/** Returns the ways from networks to published ports that are not ruled out. */
const waysInOf = memoize((reach: FleetReach): ReadonlyMap<string, WayChange> => {
  const ways = new Map<string, WayChange>();
  for (const port of reach.ports)
    for (const network of reach.connector.map.networks.keys()) {
      const answers: Tri = reach.answersNetwork(port, network);
      if (answers === false) continue;
      const way: WayChange = {
        service: port.service,
        kind: 'way-in',
        port: `${port.hostIp}:${port.hostPort}/${port.protocol}`,
        from: network,
        ...(answers === 'unknown' && { unsure: true }),
      };
      // A port that is bound to another address is the same way in for a network that it still answers.
      ways.set(JSON.stringify([way.service, port.hostPort, port.protocol, network]), way);
    }
  return ways;
});

function waysOnlyIn(
  ways: ReadonlyMap<string, WayChange>,
  other: ReadonlyMap<string, WayChange>,
): readonly WayChange[] {
  return [...ways]
    .filter(([key]) => !other.has(key))
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([, way]) => way);
}
