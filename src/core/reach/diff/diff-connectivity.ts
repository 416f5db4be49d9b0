// The connections that change between two versions of a project. Pairs are compared as rows of bits and the ways of single services in
// `way-changes.ts`; only changes become objects.

import { compareBytes } from '../../text/compare-bytes.ts';
import type { Family, Reach } from '../reach-model.ts';
import { wordOf } from '../rows/bit-row.ts';
import type { TriRow } from '../rows/tri-row.ts';
import { type WayChange, wayChanges } from './way-changes.ts';

export interface PairChange {
  readonly from: string;
  readonly to: string;
  /**
   * `direct`; `host`, through a port published at the host's outside address; `gateway`, through a published port that answers only at one
   * of the caller's own bridges; `machine`, through a port that another machine of a fleet publishes, or to the Internet; or `name`, for name resolution.
   */
  readonly kind: 'direct' | 'host' | 'gateway' | 'machine' | 'name';
  /** The addresses and ports of a `machine` connection, as text. */
  readonly at?: readonly string[];
  /** An additional name of `to` when `kind` is `name`; the service name resolves both before and after. */
  readonly alias?: string;
  /** The only family in which the connection opened or closed, when the families differ. */
  readonly family?: Family;
}

export interface ConnectivityDiff {
  readonly opened: readonly PairChange[];
  readonly closed: readonly PairChange[];
  readonly waysOpened: readonly WayChange[];
  readonly waysClosed: readonly WayChange[];
  readonly servicesAdded: readonly string[];
  readonly servicesRemoved: readonly string[];
}

/**
 * Returns the connections that opened or closed between two versions of a project. Those of added services opened, those of removed
 * services closed. Unknown counts as possible: a connection opens when it was impossible and now may exist, and closes when it may have
 * existed and now cannot. A change between possible and certain is no change. Families are compared separately; the same change in both is
 * one change. All lists are sorted by bytes.
 */
export function diffConnectivity(before: Reach, after: Reach): ConnectivityDiff {
  const apart = before.apart || after.apart;
  const ways = wayChanges(before, after, apart);
  const pairs = pairChanges(before, after, { apart, byFamily: apart || ways.onePortFamily });
  const sortedWith = (changes: readonly PairChange[], more: readonly PairChange[]) =>
    more.length === 0 ? changes : [...changes, ...more].sort(comparePairChanges);
  return {
    opened: sortedWith(pairs.opened, aliasesGained(before, after)),
    closed: sortedWith(pairs.closed, aliasesGained(after, before)),
    waysOpened: ways.opened,
    waysClosed: ways.closed,
    servicesAdded: servicesOnlyIn(after, before),
    servicesRemoved: servicesOnlyIn(before, after),
  };
}

function servicesOnlyIn(reach: Reach, other: Reach): readonly string[] {
  return reach.services.filter((name) => !other.facts.has(name)).sort(compareBytes);
}

/**
 * Returns the aliases that resolve only in `after`, for services whose names resolve in both versions. When the service name itself
 * changed, that change covers its aliases.
 */
function aliasesGained(before: Reach, after: Reach): readonly PairChange[] {
  const gained: PairChange[] = [];
  const askersOf = membersByNetwork(after);
  for (const to of after.services) {
    if (!before.facts.has(to)) continue;
    const previous = before.aliases(to);
    const seen = new Set<string>();
    for (const { network, alias } of after.aliases(to)) {
      const sameAlias = previous.filter((entry) => entry.alias === alias);
      for (const from of askersOf(network)) {
        const key = JSON.stringify([from, alias]);
        if (from === to || seen.has(key)) continue;
        seen.add(key);
        const previousFacts = before.facts.get(from);
        if (!previousFacts || sameAlias.some((entry) => previousFacts.networks.includes(entry.network)))
          continue;
        if (before.resolves(from, to) === false || after.resolves(from, to) === false) continue;
        gained.push({ from, to, kind: 'name', alias });
      }
    }
  }
  return gained;
}

/** Returns a cached lookup of the services on a network, all of which can resolve its names. */
function membersByNetwork(reach: Reach): (network: string) => readonly string[] {
  let members: Map<string, string[]> | null = null;
  return (network) => {
    if (members === null) {
      members = new Map();
      for (const [name, { networks }] of reach.facts) {
        for (const network of networks) {
          const list = members.get(network);
          if (list) list.push(name);
          else members.set(network, [name]);
        }
      }
    }
    return members.get(network) ?? [];
  };
}

const rowKinds = [
  ['direct', 'direct'],
  ['viaHost', 'host'],
  ['viaGateway', 'gateway'],
  ['resolves', 'name'],
] as const;

interface PairChanges {
  readonly opened: readonly PairChange[];
  readonly closed: readonly PairChange[];
}

interface PairFamilies {
  /** True when the families may differ in either version; each change then states its family. */
  readonly apart: boolean;
  /** True when each family is compared separately; otherwise IPv6 is assumed to equal IPv4. */
  readonly byFamily: boolean;
}

/** Returns the pairs whose connection opened or closed in one family or in both; both lists are sorted by `from`, `to`, kind and family. */
function pairChanges(before: Reach, after: Reach, { apart, byFamily }: PairFamilies): PairChanges {
  const names = [...new Set([...before.services, ...after.services])];
  const positions = new Map(names.map((name, index) => [name, index]));
  const beforePositions = positionsOf(before, positions);
  const afterPositions = positionsOf(after, positions);
  const size = (names.length + 31) >>> 5;
  const targetsBefore = newPossibleTargets(size, byFamily);
  const targetsAfter = newPossibleTargets(size, byFamily);
  const [atHostBefore, atHostAfter] = [
    newPossibleTargets(size, byFamily),
    newPossibleTargets(size, byFamily),
  ];
  const opened: PairChange[] = [];
  const closed: PairChange[] = [];
  for (const from of names) {
    for (const [row, kind] of rowKinds) {
      fillPossible(targetsBefore, before, row, from, beforePositions);
      fillPossible(targetsAfter, after, row, from, afterPositions);
      if (kind === 'host') {
        copyTargets(targetsBefore, atHostBefore);
        copyTargets(targetsAfter, atHostAfter);
      }
      for (let word = 0; word < size; word++) {
        let changed =
          (wordOf(targetsBefore.ipv4, word) ^ wordOf(targetsAfter.ipv4, word)) |
          (wordOf(targetsBefore.ipv6, word) ^ wordOf(targetsAfter.ipv6, word));
        while (changed !== 0) {
          const bit = changed & -changed;
          changed ^= bit;
          const to = names[(word << 5) + 31 - Math.clz32(bit)];
          if (to === undefined || to === from) continue;
          const [had, has] = [bitOf(targetsBefore, word, bit), bitOf(targetsAfter, word, bit)];
          const isGateway = kind === 'gateway';
          const gained = isGateway ? familiesWithout(has, bitOf(atHostAfter, word, bit)) : has;
          const lost = isGateway ? familiesWithout(had, bitOf(atHostBefore, word, bit)) : had;
          for (const family of familiesGained(had, gained, apart)) opened.push({ from, to, kind, ...family });
          for (const family of familiesGained(has, lost, apart)) closed.push({ from, to, kind, ...family });
        }
      }
    }
  }
  return { opened: opened.sort(comparePairChanges), closed: closed.sort(comparePairChanges) };
}

type ByFamily = { readonly [family in Family]: boolean };

/**
 * The services that one service certainly or possibly reaches, by family; both families share a row when they are not compared separately.
 */
type PossibleTargets = { readonly [family in Family]: Uint32Array };

function newPossibleTargets(size: number, byFamily: boolean): PossibleTargets {
  const ipv4 = new Uint32Array(size);
  return { ipv4, ipv6: byFamily ? new Uint32Array(size) : ipv4 };
}

function copyTargets(from: PossibleTargets, to: PossibleTargets): void {
  to.ipv4.set(from.ipv4);
  to.ipv6.set(from.ipv6);
}

/** Returns the families that are in the first set and not in the second. */
function familiesWithout(families: ByFamily, excluded: ByFamily): ByFamily {
  return { ipv4: families.ipv4 && !excluded.ipv4, ipv6: families.ipv6 && !excluded.ipv6 };
}

function bitOf({ ipv4, ipv6 }: PossibleTargets, word: number, bit: number): ByFamily {
  return { ipv4: (wordOf(ipv4, word) & bit) !== 0, ipv6: (wordOf(ipv6, word) & bit) !== 0 };
}

/**
 * Returns one change for each family that is in `after` and not in `before`. A change has no family when it holds for both, or when IPv4
 * need not be named.
 */
function familiesGained(
  before: ByFamily,
  after: ByFamily,
  apart: boolean,
): readonly Pick<PairChange, 'family'>[] {
  const [ipv4, ipv6] = [after.ipv4 && !before.ipv4, after.ipv6 && !before.ipv6];
  if (ipv4 && ipv6) return [{}];
  if (ipv6) return [{ family: 'ipv6' }];
  if (!ipv4) return [];
  return [apart || before.ipv6 || after.ipv6 ? { family: 'ipv4' } : {}];
}

/** Maps each bit of a row to its position among all names; null when the positions are the same. */
function positionsOf(reach: Reach, positions: ReadonlyMap<string, number>): readonly number[] | null {
  const places = reach.services.map((name) => positions.get(name) ?? 0);
  return places.every((place, index) => place === index) ? null : places;
}

/** Fills the rows of the services that `from` can reach. Name resolution is one fact for both families (F3). */
function fillPossible(
  target: PossibleTargets,
  reach: Reach,
  kind: (typeof rowKinds)[number][0],
  from: string,
  places: readonly number[] | null,
): void {
  const { ipv4, ipv6 } = target;
  const active = reach.facts.has(from);
  if (ipv4 === ipv6 || kind === 'resolves') {
    fillRow(ipv4, active ? reach.row(kind, from) : null, places);
    if (ipv4 !== ipv6) ipv6.set(ipv4);
    return;
  }
  fillRow(ipv4, active ? reach.family('ipv4').row(kind, from) : null, places);
  fillRow(ipv6, active ? reach.family('ipv6').row(kind, from) : null, places);
}

function fillRow(target: Uint32Array, row: TriRow | null, places: readonly number[] | null): void {
  target.fill(0);
  if (!row) return;
  for (let word = 0; word < row.yes.length; word++) {
    let bits = wordOf(row.yes, word) | wordOf(row.maybe, word);
    if (places === null) {
      target[word] = bits;
      continue;
    }
    while (bits !== 0) {
      const bit = bits & -bits;
      bits ^= bit;
      const place = places[(word << 5) + 31 - Math.clz32(bit)] ?? 0;
      target[place >>> 5] = wordOf(target, place >>> 5) | (1 << (place & 31));
    }
  }
}

function comparePairChanges(a: PairChange, b: PairChange): number {
  return (
    compareBytes(a.from, b.from) ||
    compareBytes(a.to, b.to) ||
    compareBytes(a.kind, b.kind) ||
    compareBytes(a.alias ?? '', b.alias ?? '') ||
    compareBytes(a.family ?? '', b.family ?? '')
  );
}
