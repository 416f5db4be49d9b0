// Classes of services with the same reach in both directions. In a large table one row and one column represent a class; every answer for
// the class holds for each of its members.

import { allFamilies, type Reach } from './reach-model.ts';
import { type BitRow, bitsOf, hasAny, hasBit, newRows, setBit, wordOf } from './rows/bit-row.ts';
import type { TriRow } from './rows/tri-row.ts';

const rowKinds = ['direct', 'viaHost', 'resolves'] as const;

/** The number of class leaders on the same networks that a service is compared with; services unlike all of them stay alone. */
const maxLeaders = 4;

interface Rows {
  /** The rows by kind and family, then by the index of the caller. */
  readonly rows: readonly (readonly TriRow[])[];
  /** The transposed rows, by the index of the called service. */
  readonly columns: readonly (readonly TriRow[])[];
}

function transposed(rows: readonly TriRow[], part: 'yes' | 'maybe'): readonly BitRow[] {
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
  const any = rowKinds.map((kind) => reach.services.map((name) => reach.row(kind, name)));
  // Services that are alike in one family may differ in the other.
  const ipv6 = reach.apart
    ? (['direct', 'viaHost'] as const).map((kind) =>
        reach.services.map((name) => reach.family('ipv6').row(kind, name)),
      )
    : [];
  const rows = [...any, ...ipv6];
  const columns = rows.map((byCaller) => {
    const yes = transposed(byCaller, 'yes');
    const maybe = transposed(byCaller, 'maybe');
    return byCaller.map((row, index) => ({ yes: yes[index] ?? row.yes, maybe: maybe[index] ?? row.maybe }));
  });
  return { rows, columns };
}

function triValue(row: TriRow | undefined, index: number): number {
  if (!row) return 0;
  return hasBit(row.yes, index) ? 2 : hasBit(row.maybe, index) ? 1 : 0;
}

/** True when two rows are equal in all bits except `a` and `b`. */
function sameBits(row: BitRow, other: BitRow, a: number, b: number): boolean {
  if (row === other) return true;
  for (let word = 0; word < row.length; word++) {
    let differing = wordOf(row, word) ^ wordOf(other, word);
    if (differing === 0) continue;
    if (a >>> 5 === word) differing &= ~(1 << (a & 31));
    if (b >>> 5 === word) differing &= ~(1 << (b & 31));
    if (differing !== 0) return false;
  }
  return true;
}

/** True when services `a` and `b` have the same connections to and from all others, and to each other. */
function isInterchangeable({ rows, columns }: Rows, a: number, b: number): boolean {
  for (const byCaller of rows) if (triValue(byCaller[a], b) !== triValue(byCaller[b], a)) return false;
  for (const lines of [...rows, ...columns]) {
    const [row, other] = [lines[a], lines[b]];
    if (!row || !other) return false;
    if (!sameBits(row.yes, other.yes, a, b) || !sameBits(row.maybe, other.maybe, a, b)) return false;
  }
  return true;
}

/** True when a third member relates to the first as the second does. */
function sameWithin({ rows }: Rows, leader: number, second: number, next: number): boolean {
  return rows.every((byCaller) => triValue(byCaller[leader], second) === triValue(byCaller[leader], next));
}

/** Returns the facts of one service in each family. */
function factsByFamily(reach: Reach, name: string): unknown {
  return allFamilies.map((family) => {
    const { egress, toHost, fromHost, fromOutside } = reach.family(family).facts(name);
    return [egress, toHost, fromHost, fromOutside];
  });
}

/** Returns the classes of all active services in the order of their first members, each in file order. */
export function reachClasses(reach: Reach): readonly (readonly string[])[] {
  const rows = rowsOf(reach);
  const classes: number[][] = [];
  const byKey = new Map<string, number[][]>();
  reach.services.forEach((name, index) => {
    const facts = reach.facts.get(name);
    const ways = reach.apart ? JSON.stringify(factsByFamily(reach, name)) : '';
    const key = JSON.stringify([facts?.networks, facts?.isolation, facts?.owner === name, ways]);
    const candidates = byKey.get(key) ?? [];
    byKey.set(key, candidates);
    for (const members of candidates.slice(0, maxLeaders)) {
      const [leader = index, second] = members;
      if (second !== undefined && !sameWithin(rows, leader, second, index)) continue;
      if (!isInterchangeable(rows, leader, index)) continue;
      members.push(index);
      return;
    }
    const newClass = [index];
    candidates.push(newClass);
    classes.push(newClass);
  });
  return classes.map((members) => members.map((index) => reach.services[index] ?? ''));
}
