// What changes for connections between two versions of a project. Pairs are compared as rows of bits, ways of single services in
// `way-changes.ts`; only what changed becomes an object.

import { compareBytes } from '../../text/compare-bytes.ts';
import type { Family, Reach } from '../reach-model.ts';
import { wordOf } from '../rows/bit-row.ts';
import type { TriRow } from '../rows/tri-row.ts';
import { type WayChange, wayChanges } from './way-changes.ts';

export interface PairChange {
  readonly from: string;
  readonly to: string;
  /**
   * `direct`, `host` (through a published port), `gateway` (through a published port, and at an own bridge alone: what answers at the host's
   * outside address, too, is `host`) or `name` (resolution).
   */
  readonly kind: 'direct' | 'host' | 'gateway' | 'name';
  /** Of `name`: a further name of `to`, whose own name resolves before and after. */
  readonly alias?: string;
  /** The one family in which it opened or closed, where the two differ. */
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
 * Connections opened and closed from `before` to `after`; those of added services are opened, of removed ones closed. Not
 * known counts as possible: what was certainly shut and now may be open is opened, what may have been open and now is
 * certainly shut is closed, a change between possible and certain is none. Each family is compared by itself; what changes
 * alike in both is one change. All lists sorted by bytes.
 */
export function diffConnectivity(before: Reach, after: Reach): ConnectivityDiff {
  const apart = before.apart || after.apart;
  const ways = wayChanges(before, after, apart);
  const pairs = pairChanges(before, after, { apart, byFamily: apart || ways.onePortFamily });
  const inOrder = (changes: readonly PairChange[], more: readonly PairChange[]) =>
    more.length === 0 ? changes : [...changes, ...more].sort(byPlace);
  return {
    opened: inOrder(pairs.opened, aliasesGained(before, after)),
    closed: inOrder(pairs.closed, aliasesGained(after, before)),
    waysOpened: ways.opened,
    waysClosed: ways.closed,
    servicesAdded: missingIn(after, before),
    servicesRemoved: missingIn(before, after),
  };
}

function missingIn(one: Reach, other: Reach): readonly string[] {
  return one.services.filter((name) => !other.facts.has(name)).sort(compareBytes);
}

/**
 * Aliases that resolve in `after` and did not in `before`, among services whose own names resolve in both: where that changed, it says it of
 * all names.
 */
function aliasesGained(before: Reach, after: Reach): readonly PairChange[] {
  const gained: PairChange[] = [];
  const askersOf = oncePerNetwork(after);
  for (const to of after.services) {
    if (!before.facts.has(to)) continue;
    const had = before.aliases(to);
    const seen = new Set<string>();
    for (const { network, alias } of after.aliases(to)) {
      const ways = had.filter((one) => one.alias === alias);
      for (const from of askersOf(network)) {
        const key = JSON.stringify([from, alias]);
        if (from === to || seen.has(key)) continue;
        seen.add(key);
        const known = before.facts.get(from);
        if (!known || ways.some((way) => known.networks.includes(way.network))) continue;
        if (before.resolves(from, to) === false || after.resolves(from, to) === false) continue;
        gained.push({ from, to, kind: 'name', alias });
      }
    }
  }
  return gained;
}

/** The services that ask a network for names; listed once. */
function oncePerNetwork(reach: Reach): (network: string) => readonly string[] {
  let members: Map<string, string[]> | null = null;
  return (network) => {
    if (members === null) {
      members = new Map();
      for (const [name, { networks }] of reach.facts) {
        for (const each of networks) {
          const list = members.get(each);
          if (list) list.push(name);
          else members.set(each, [name]);
        }
      }
    }
    return members.get(network) ?? [];
  };
}

const kinds = [
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
  /** The families may differ in one of the versions, so the family of a change is always stated. */
  readonly apart: boolean;
  /** Each family is compared by itself; else IPv6 is taken to be as IPv4. */
  readonly byFamily: boolean;
}

/** Pairs whose connection opened or closed, in one family or in both; both lists sorted by `from`, `to`, kind and family. */
function pairChanges(before: Reach, after: Reach, { apart, byFamily }: PairFamilies): PairChanges {
  const names = [...new Set([...before.services, ...after.services])];
  const positions = new Map(names.map((name, index) => [name, index]));
  const left = placesOf(before, positions);
  const right = placesOf(after, positions);
  const size = (names.length + 31) >>> 5;
  const was = newPossible(size, byFamily);
  const is = newPossible(size, byFamily);
  const [wasAtHost, isAtHost] = [newPossible(size, byFamily), newPossible(size, byFamily)];
  const opened: PairChange[] = [];
  const closed: PairChange[] = [];
  for (const from of names) {
    for (const [row, kind] of kinds) {
      fill(was, before, row, from, left);
      fill(is, after, row, from, right);
      if (kind === 'host') {
        copy(was, wasAtHost);
        copy(is, isAtHost);
      }
      for (let word = 0; word < size; word++) {
        let changed =
          (wordOf(was.ipv4, word) ^ wordOf(is.ipv4, word)) | (wordOf(was.ipv6, word) ^ wordOf(is.ipv6, word));
        while (changed !== 0) {
          const bit = changed & -changed;
          changed ^= bit;
          const to = names[(word << 5) + 31 - Math.clz32(bit)];
          if (to === undefined || to === from) continue;
          const [had, has] = [bitOf(was, word, bit), bitOf(is, word, bit)];
          const beside = kind === 'gateway';
          const gained = beside ? without(has, bitOf(isAtHost, word, bit)) : has;
          const lost = beside ? without(had, bitOf(wasAtHost, word, bit)) : had;
          for (const family of familiesGained(had, gained, apart)) opened.push({ from, to, kind, ...family });
          for (const family of familiesGained(has, lost, apart)) closed.push({ from, to, kind, ...family });
        }
      }
    }
  }
  return { opened: opened.sort(byPlace), closed: closed.sort(byPlace) };
}

type PerFamily = { readonly [family in Family]: boolean };

/** Whom one service reaches for certain or perhaps, by family; one row for both where they are not compared by themselves. */
type Possible = { readonly [family in Family]: Uint32Array };

function newPossible(size: number, byFamily: boolean): Possible {
  const ipv4 = new Uint32Array(size);
  return { ipv4, ipv6: byFamily ? new Uint32Array(size) : ipv4 };
}

function copy(from: Possible, to: Possible): void {
  to.ipv4.set(from.ipv4);
  to.ipv6.set(from.ipv6);
}

/** The families of `one` that the other lacks. */
function without(one: PerFamily, other: PerFamily): PerFamily {
  return { ipv4: one.ipv4 && !other.ipv4, ipv6: one.ipv6 && !other.ipv6 };
}

function bitOf({ ipv4, ipv6 }: Possible, word: number, bit: number): PerFamily {
  return { ipv4: (wordOf(ipv4, word) & bit) !== 0, ipv6: (wordOf(ipv6, word) & bit) !== 0 };
}

/**
 * The families that `after` has and `before` has not, one part of a change each; without a family for both at once, or where IPv4 need not
 * be named.
 */
function familiesGained(
  before: PerFamily,
  after: PerFamily,
  apart: boolean,
): readonly Pick<PairChange, 'family'>[] {
  const [ipv4, ipv6] = [after.ipv4 && !before.ipv4, after.ipv6 && !before.ipv6];
  if (ipv4 && ipv6) return [{}];
  if (ipv6) return [{ family: 'ipv6' }];
  if (!ipv4) return [];
  return [apart || before.ipv6 || after.ipv6 ? { family: 'ipv4' } : {}];
}

/** Where each bit of a side's rows goes among all names; null when it stays where it is. */
function placesOf(reach: Reach, positions: ReadonlyMap<string, number>): readonly number[] | null {
  const places = reach.services.map((name) => positions.get(name) ?? 0);
  return places.every((place, index) => place === index) ? null : places;
}

/** Writes what is possible from `from`. A name is one fact for both families (F3). */
function fill(
  target: Possible,
  reach: Reach,
  kind: (typeof kinds)[number][0],
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

function byPlace(a: PairChange, b: PairChange): number {
  return (
    compareBytes(a.from, b.from) ||
    compareBytes(a.to, b.to) ||
    compareBytes(a.kind, b.kind) ||
    compareBytes(a.alias ?? '', b.alias ?? '') ||
    compareBytes(a.family ?? '', b.family ?? '')
  );
}
