// Needs beside what is reachable: whether one can be met, and how many of the open connections anybody needs.

import { linksOf } from '../blast/links.ts';
import type { Tri } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import { type BitRow, hasBit, newRow, setBit, wordOf } from '../reach/rows/bit-row.ts';
import type { Need, Needs } from './needs.ts';

/** `socket`: they talk by a socket in what they share, so no network has to carry it. */
export type NeedState = 'met' | 'missing' | 'unknown' | 'socket';

/**
 * Whether a need is met, or that the two talk by a socket instead; null while one of them is inactive. Needs of a pile are asked for by its
 * first member, which may have none itself.
 */
export function needState(reach: Reach, needs: Needs, from: string, to: string): NeedState | null {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return null;
  const kinds = needs.from(from).flatMap((need) => (need.to === to ? [need.kind] : []));
  const open = connects(reach, from, to);
  if (kinds.length > 0 && open === true) return 'met';
  // What a name on the network leads to is asked for there, whatever else the two share.
  const byName = kinds.some((kind) => kind === 'reference' || kind === 'link');
  if (!byName && needs.sockets.between(from, to).some(({ known }) => known === true)) return 'socket';
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

/**
 * Ordered pairs of services: those that are open for certain, how many of these are known needs, and how many are open where all that is not
 * known is so.
 */
export interface ConnectionCount {
  readonly open: number;
  readonly needed: number;
  readonly possible: number;
  /** Those of `needed` that files state or suggest, and those that were seen; one may be both. Null where nobody looked. */
  readonly seen: { readonly stated: number; readonly observed: number } | null;
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
  const maybe = linksOf(reach, 'possible');
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  const among = newRow(links.size);
  for (const name of members) setBit(among, indexes.get(name) ?? 0);
  // All of one namespace share their row.
  const counted = new Map<BitRow, number>();
  const countedMaybe = new Map<BitRow, number>();
  let open = 0;
  let needed = 0;
  let stated = 0;
  let observed = 0;
  let possible = 0;
  for (const name of members) {
    const index = indexes.get(name) ?? 0;
    const row = links.row(index);
    open += countOthers(row, among, index, counted);
    possible += countOthers(maybe.row(index), among, index, countedMaybe);
    const ownNeeds = needs.from(name);
    const isOpen = (target: number): boolean =>
      target !== index && hasBit(row, target) && hasBit(among, target);
    const count = (keptNeeds: readonly Need[]): number =>
      [...new Set(keptNeeds.map(({ to }) => indexes.get(to) ?? index))].filter(isOpen).length;
    needed += count(ownNeeds);
    if (needs.watched === null) continue;
    stated += count(ownNeeds.filter(({ kind }) => kind !== 'observed'));
    observed += count(ownNeeds.filter(({ kind }) => kind === 'observed'));
  }
  return { open, needed, possible, seen: needs.watched === null ? null : { stated, observed } };
}

/** How many of `among` a row holds but for its own. */
function countOthers(row: BitRow, among: BitRow, self: number, counted: Map<BitRow, number>): number {
  const known = counted.get(row) ?? countCommon(row, among);
  counted.set(row, known);
  return known - (hasBit(row, self) ? 1 : 0);
}

function countCommon(a: BitRow, b: BitRow): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) {
    for (let left = wordOf(a, word) & wordOf(b, word); left !== 0; left &= left - 1) count++;
  }
  return count;
}
