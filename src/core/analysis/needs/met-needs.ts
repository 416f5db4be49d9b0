// Needs beside what is reachable: whether one can be met, and how many of the open connections anybody needs.

import type { Tri } from '../../compose/topology.ts';
import { linksOf } from '../blast/links.ts';
import type { Reach } from '../reach/reach-model.ts';
import { type BitRow, hasBit, newRow, setBit, wordOf } from '../reach/rows/bit-row.ts';
import type { Needs } from './needs.ts';

export type NeedState = 'met' | 'missing' | 'unknown';

/** Whether a need is met. It is not missing while one of the two services is inactive. */
export function needState(reach: Reach, from: string, to: string): NeedState {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return 'met';
  const open = connects(reach, from, to);
  return open === true ? 'met' : open === false ? 'missing' : 'unknown';
}

/** Whether one active service opens connections to another, directly or over the host. */
export function connects(reach: Reach, from: string, to: string): Tri {
  const direct = reach.direct(from, to);
  if (direct === true) return true;
  const host = reach.viaHost(from, to);
  if (host === true) return true;
  return direct === 'unknown' || host === 'unknown' ? 'unknown' : false;
}

/** Ordered pairs of services: those that are open for certain, and how many of these are stated or inferred needs. */
export interface ConnectionCount {
  readonly open: number;
  readonly needed: number;
}

/**
 * The connections among `members`, which are active; among all active services without it. Counts rows of bits, since a thousand services
 * make a million pairs.
 */
export function countConnections(
  reach: Reach,
  needs: Needs,
  members: readonly string[] = reach.services,
): ConnectionCount {
  const links = linksOf(reach, 'certain');
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  const among = newRow(links.size);
  for (const name of members) setBit(among, indexes.get(name) ?? 0);
  // All of one namespace share their row.
  const counted = new Map<BitRow, number>();
  let open = 0;
  let needed = 0;
  for (const name of members) {
    const index = indexes.get(name) ?? 0;
    const row = links.row(index);
    const known = counted.get(row) ?? countCommon(row, among);
    counted.set(row, known);
    open += known - (hasBit(row, index) ? 1 : 0);
    const targets = new Set(needs.from(name).map(({ to }) => indexes.get(to) ?? index));
    for (const target of targets) {
      if (target !== index && hasBit(row, target) && hasBit(among, target)) needed++;
    }
  }
  return { open, needed };
}

function countCommon(a: BitRow, b: BitRow): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) {
    for (let left = wordOf(a, word) & wordOf(b, word); left !== 0; left &= left - 1) count++;
  }
  return count;
}
