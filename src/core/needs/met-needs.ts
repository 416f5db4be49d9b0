// Compares needs with reach: whether a need can be met, and how many possible connections are needed.

import { linksOf } from '../blast/links.ts';
import type { Tri } from '../compose/topology.ts';
import type { Reach } from '../reach/reach-model.ts';
import { type BitRow, hasBit, newRow, setBit, wordOf } from '../reach/rows/bit-row.ts';
import type { Need, Needs } from './needs.ts';

/** The state of a need; `socket` means that both services communicate through a shared socket, so no network has to carry it. */
export type NeedState = 'met' | 'missing' | 'unknown' | 'socket';

/**
 * Returns the state of a need; null while one of the services is inactive. A pile is represented by its first member, which may have no
 * needs itself.
 */
export function needState(reach: Reach, needs: Needs, from: string, to: string): NeedState | null {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return null;
  const kinds = needs.from(from).flatMap((need) => (need.to === to ? [need.kind] : []));
  const open = canConnect(reach, from, to);
  if (kinds.length > 0 && open === true) return 'met';
  // A need by network name is met on the network, even when the two also share a socket.
  const byName = kinds.some((kind) => kind === 'reference' || kind === 'link');
  if (!byName && needs.sockets.between(from, to).some(({ known }) => known === true)) return 'socket';
  return open === true ? 'met' : open === false ? 'missing' : 'unknown';
}

/** Returns whether one active service can connect to another, directly or through the host. */
export function canConnect(reach: Reach, from: string, to: string): Tri {
  const direct = reach.direct(from, to);
  if (direct === true) return true;
  const host = reach.viaHost(from, to);
  if (host === true) return true;
  return direct === 'unknown' || host === 'unknown' ? 'unknown' : false;
}

/** Counts of ordered service pairs: certainly connected ones, those among them with a known need, and possibly connected ones. */
export interface ConnectionCount {
  readonly open: number;
  readonly needed: number;
  readonly possible: number;
  /** The needed connections that files state and those that were recorded, which may overlap; null without a record. */
  readonly seen: { readonly stated: number; readonly observed: number } | null;
}

/**
 * Counts the connections among the given active services, by default all. Works on rows of bits, since a thousand services make a million
 * pairs.
 */
export function countConnections(
  reach: Reach,
  needs: Needs,
  members: readonly string[] = reach.services,
): ConnectionCount {
  const links = linksOf(reach, 'certain');
  const possibleLinks = linksOf(reach, 'possible');
  const indexes = new Map(reach.services.map((name, index) => [name, index]));
  const group = newRow(links.size);
  for (const name of members) setBit(group, indexes.get(name) ?? 0);
  // Services of one namespace share a row.
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
    open += countOthers(row, group, index, counted);
    possible += countOthers(possibleLinks.row(index), group, index, countedMaybe);
    const ownNeeds = needs.from(name);
    const isConnected = (target: number): boolean =>
      target !== index && hasBit(row, target) && hasBit(group, target);
    const count = (needsToCount: readonly Need[]): number =>
      [...new Set(needsToCount.map(({ to }) => indexes.get(to) ?? index))].filter(isConnected).length;
    needed += count(ownNeeds);
    if (needs.watched === null) continue;
    stated += count(ownNeeds.filter(({ kind }) => kind !== 'observed'));
    observed += count(ownNeeds.filter(({ kind }) => kind === 'observed'));
  }
  return { open, needed, possible, seen: needs.watched === null ? null : { stated, observed } };
}

/** Counts the services of a group in a row, without the service itself. */
function countOthers(row: BitRow, group: BitRow, self: number, counted: Map<BitRow, number>): number {
  const total = counted.get(row) ?? countCommon(row, group);
  counted.set(row, total);
  return total - (hasBit(row, self) ? 1 : 0);
}

function countCommon(a: BitRow, b: BitRow): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) {
    for (let left = wordOf(a, word) & wordOf(b, word); left !== 0; left &= left - 1) count++;
  }
  return count;
}
