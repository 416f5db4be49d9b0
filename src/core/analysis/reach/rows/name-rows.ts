// Whose service name a namespace can look up (D2–D7).

import { hasItsName, type Namespace } from '../namespaces/resolve-namespaces.ts';
import type { ReachBase } from '../reach-base.ts';
import { addRow, type BitRow, clearBit, hasBit, newRow, setBit } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { type NameClaims, nameClaims, nameDisputes } from './name-disputes.ts';
import { addMaybe, newTriRow, settle, type TriRow } from './tri-row.ts';

/** What the name rows of a project share. */
export interface NameGround {
  readonly claims: NameClaims;
  /** Services on a network that the file states by its name alone: it may be any. */
  readonly foreign: BitRow;
  /** All that may have a name at all (D6, D7). */
  readonly named: BitRow;
  /** By segment index: the row of all who are on it alone and ask for nothing special, once it was asked for. */
  readonly alone: (TriRow | undefined)[];
}

export function nameGround(base: ReachBase): NameGround {
  const foreign = newRow(base.services.length);
  const named = newRow(base.services.length);
  base.services.forEach((service, index) => {
    const { mode } = service;
    if (mode.kind === 'unknown') setBit(foreign, index);
    const onNetworks = mode.kind === 'networks' || (mode.kind === 'network' && hasItsName(service));
    if (mode.kind === 'unknown' || onNetworks) setBit(named, index);
  });
  return { claims: nameClaims(base), foreign, named, alone: [] };
}

/** The name row of a namespace. */
export function nameRow(base: ReachBase, ground: NameGround, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  const alike = namespace.endpoints.length === 1 && asksPlainly(ground, namespace);
  const known = only && alike ? ground.alone[only.segment.index] : undefined;
  if (known) return known;
  const row = makeRow(base, ground, namespace);
  if (only && alike) ground.alone[only.segment.index] = row;
  return row;
}

/** No name that it asks for can be disputed: nobody else claims one, and it has no links, hosts or other name of its own. */
function asksPlainly({ claims }: NameGround, { owner }: Namespace): boolean {
  return (
    claims.size === 0 && owner?.links.length === 0 && owner.extraHosts.length === 0 && owner.hostname === null
  );
}

function makeRow(base: ReachBase, ground: NameGround, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  if (namespace.kind === 'unknown') addMaybe(row, ground.named);
  if (namespace.kind !== 'networks') return row; // D7
  for (const { segment } of namespace.endpoints) {
    if (!segment.resolvesNames) continue; // D5
    addRow(row.yes, itemAt(base.owners, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.owners, other));
    addMaybe(row, ground.foreign);
  }
  for (const { index, resolves } of nameDisputes(base, ground.claims, namespace)) {
    clearBit(row.yes, index);
    if (hasBit(row.maybe, index)) clearBit(row.maybe, index);
    if (resolves === true) setBit(row.yes, index);
    if (resolves === 'unknown') addMaybe(row, single(index, base.services.length));
  }
  return settle(row);
}

function single(index: number, size: number): BitRow {
  const row = newRow(size);
  setBit(row, index);
  return row;
}
