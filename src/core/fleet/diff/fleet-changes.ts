// The connections between machines that change between two versions of a fleet. What changes on a machine by itself is the difference of
// two hosts.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import type { ConnectivityDiff, PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import { nameOn } from '../at-machine.ts';
import { strangersAddress } from '../network-map.ts';
import { type FleetPort, placeText } from '../reach/fleet-port.ts';
import type { FleetReach } from '../reach/fleet-reach.ts';

/** The connections between machines that opened and closed. */
export type FleetChanges = Pick<ConnectivityDiff, 'opened' | 'closed' | 'waysOpened' | 'waysClosed'>;

/**
 * Returns the connections to published ports across machines, and the networks that get to published ports, that opened or closed between
 * two versions. Unknown counts as possible, as in `diffConnectivity`. All lists are sorted by bytes.
 */
export function fleetChanges(before: FleetReach, after: FleetReach): FleetChanges {
  const [pairsBefore, pairsAfter] = [pairsOf(before), pairsOf(after)];
  const [waysBefore, waysAfter] = [waysInOf(before), waysInOf(after)];
  const [outBefore, outAfter] = [internetAskers(before), internetAskers(after)];
  return {
    opened: sorted([...pairsOnlyIn(pairsAfter, pairsBefore), ...internetOnlyIn(outAfter, outBefore)]),
    closed: sorted([...pairsOnlyIn(pairsBefore, pairsAfter), ...internetOnlyIn(outBefore, outAfter)]),
    waysOpened: waysOnlyIn(waysAfter, waysBefore),
    waysClosed: waysOnlyIn(waysBefore, waysAfter),
  };
}

/** The places at which one asker may get to one service. */
interface AskedPlaces {
  readonly from: string;
  readonly to: string;
  readonly at: ReadonlySet<string>;
}

const pairsOf = memoize((reach: FleetReach): ReadonlyMap<string, AskedPlaces> => {
  const pairs = new Map<string, AskedPlaces>();
  const add = ({ from, to, at }: { from: string; to: string; at: readonly { place: Place }[] }): void => {
    pairs.set(JSON.stringify([from, to]), { from, to, at: new Set(at.map(({ place }) => placeText(place))) });
  };
  for (const pair of reach.pairs()) add(pair);
  const targets = new Set(reach.ports.map(({ service }) => service));
  for (const { name, source } of reach.connector.map.machines.values()) {
    // A machine without Docker has no services that ask for it.
    if (source.facts !== null) continue;
    for (const to of targets) {
      const pair = reach.pair(name, to);
      if (pair) add(pair);
    }
  }
  return pairs;
});

type Place = FleetPort['places'][number];

function pairsOnlyIn(
  pairs: ReadonlyMap<string, AskedPlaces>,
  other: ReadonlyMap<string, AskedPlaces>,
): readonly PairChange[] {
  const found: PairChange[] = [];
  for (const [key, { from, to, at }] of pairs) {
    const known = other.get(key)?.at ?? new Set();
    const gained = [...at].filter((place) => !known.has(place)).sort(compareBytes);
    if (gained.length > 0) found.push({ from, to, kind: 'machine', at: gained });
  }
  return found;
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
  const askers = [...machines.values()].flatMap(
    (node) => node.base('ipv4')?.services.map(({ name }) => nameOn(node, name)) ?? [node.name],
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
