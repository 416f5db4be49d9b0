// Classes of services that reach and are reached alike: in a large table one row and one column stand for all of a class. Every answer of a
// class is the answer of each of its members.

import { allFamilies, type Reach } from './reach-model.ts';
import { type BitRow, bitsOf, hasAny, hasBit, newRows, setBit, wordOf } from './rows/bit-row.ts';
import type { TriRow } from './rows/tri-row.ts';

const kinds = ['direct', 'viaHost', 'resolves'] as const;

/** A class tries no more than this many leaders of the same networks: unlike services stay alone. */
const mostLeaders = 4;

interface Rows {
  /** By kind and family, then by the index of the caller. */
  readonly rows: readonly (readonly TriRow[])[];
  /** The same turned round, by the index of who is called. */
  readonly columns: readonly (readonly TriRow[])[];
}

function turned(rows: readonly TriRow[], part: 'yes' | 'maybe'): readonly BitRow[] {
  const columns = newRows(rows.length, rows.length);
  rows.forEach((row, from) => {
    if (!hasAny(row[part])) return;
    for (const to of bitsOf(row[part])) {
      const column = columns[to];
      if (column) setBit(column, from);
    }
  });
  return columns;
}

function rowsOf(reach: Reach): Rows {
  const any = kinds.map((kind) => reach.services.map((name) => reach.row(kind, name)));
  // Who answers alike in one family may not in the other.
  const ipv6 = reach.apart
    ? (['direct', 'viaHost'] as const).map((kind) =>
        reach.services.map((name) => reach.family('ipv6').row(kind, name)),
      )
    : [];
  const rows = [...any, ...ipv6];
  const columns = rows.map((byCaller) => {
    const yes = turned(byCaller, 'yes');
    const maybe = turned(byCaller, 'maybe');
    return byCaller.map((row, index) => ({ yes: yes[index] ?? row.yes, maybe: maybe[index] ?? row.maybe }));
  });
  return { rows, columns };
}

function bit(row: TriRow | undefined, index: number): number {
  if (!row) return 0;
  return hasBit(row.yes, index) ? 2 : hasBit(row.maybe, index) ? 1 : 0;
}

/** Whether two rows are equal for all but `a` and `b`. */
function sameBits(one: BitRow, other: BitRow, a: number, b: number): boolean {
  if (one === other) return true;
  for (let word = 0; word < one.length; word++) {
    let differing = wordOf(one, word) ^ wordOf(other, word);
    if (differing === 0) continue;
    if (a >>> 5 === word) differing &= ~(1 << (a & 31));
    if (b >>> 5 === word) differing &= ~(1 << (b & 31));
    if (differing !== 0) return false;
  }
  return true;
}

/** Whether `a` and `b` answer alike towards all others, from all others, and towards each other. */
function alike({ rows, columns }: Rows, a: number, b: number): boolean {
  for (const byCaller of rows) if (bit(byCaller[a], b) !== bit(byCaller[b], a)) return false;
  for (const lines of [...rows, ...columns]) {
    const [one, other] = [lines[a], lines[b]];
    if (!one || !other) return false;
    if (!sameBits(one.yes, other.yes, a, b) || !sameBits(one.maybe, other.maybe, a, b)) return false;
  }
  return true;
}

/** Whether a third member stands to the first as the second does. */
function sameWithin({ rows }: Rows, leader: number, second: number, next: number): boolean {
  return rows.every((byCaller) => bit(byCaller[leader], second) === bit(byCaller[leader], next));
}

/** What each family holds of a service by itself. */
function waysIn(reach: Reach, name: string): unknown {
  return allFamilies.map((family) => {
    const { egress, toHost, fromHost, fromOutside } = reach.family(family).facts(name);
    return [egress, toHost, fromHost, fromOutside];
  });
}

/** The classes of all active services, each in file order, by their first members. */
export function reachClasses(reach: Reach): readonly (readonly string[])[] {
  const rows = rowsOf(reach);
  const classes: number[][] = [];
  const byKey = new Map<string, number[][]>();
  reach.services.forEach((name, index) => {
    const facts = reach.facts.get(name);
    const ways = reach.apart ? JSON.stringify(waysIn(reach, name)) : '';
    const key = JSON.stringify([facts?.networks, facts?.isolation, facts?.owner === name, ways]);
    const known = byKey.get(key) ?? [];
    byKey.set(key, known);
    for (const members of known.slice(0, mostLeaders)) {
      const [leader = index, second] = members;
      if (second !== undefined && !sameWithin(rows, leader, second, index)) continue;
      if (!alike(rows, leader, index)) continue;
      members.push(index);
      return;
    }
    const fresh = [index];
    known.push(fresh);
    classes.push(fresh);
  });
  return classes.map((members) => members.map((index) => reach.services[index] ?? ''));
}
