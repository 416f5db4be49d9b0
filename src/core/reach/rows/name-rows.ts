// Whose service name a namespace can look up (D2–D7), also where a name does not simply mean the service of that name: hosts files, links,
// and names that other services share with it.

import type { Tri } from '../../compose/topology.ts';
import {
  firstAnswer,
  fixedAnswer,
  fixedNames,
  foldName,
  type HeldNames,
  heldNames,
  holdersOn,
} from '../names/held-names.ts';
import { gatewayOrder, nameFamilies } from '../namespaces/gateway-order.ts';
import { hasItsName, type Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { addRow, type BitRow, clearBit, dropRow, hasBit, newRow, setBit } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { agreed } from './tri.ts';
import { addMaybe, newTriRow, settle, type TriDraft, type TriRow } from './tri-row.ts';

/** What the name rows of a project share. */
interface NameShared {
  /** The services whose own name others answer to as well. */
  readonly disputed: ReadonlySet<number>;
  /** Who holds which name; asked for where names are disputed. */
  readonly held: () => HeldNames;
  /** Services on a network that the file states by its name alone: it may be any. */
  readonly foreign: BitRow;
  /** All that may have a name at all (D6, D7). */
  readonly named: BitRow;
  /** By segment index: the row of all who are on it alone and whose names cannot be disputed, once it was made. */
  readonly alone: (TriRow | undefined)[];
}

export function nameShared(base: ReachBase): NameShared {
  const foreign = newRow(base.services.length);
  const named = newRow(base.services.length);
  base.services.forEach((service, index) => {
    const { mode } = service;
    if (mode.kind === 'unknown') setBit(foreign, index);
    const onNetworks = mode.kind === 'networks' || (mode.kind === 'network' && hasItsName(service));
    if (mode.kind === 'unknown' || onNetworks) setBit(named, index);
  });
  let held: HeldNames | null = null;
  const heldOnce = (): HeldNames => {
    held ??= heldNames(base, ({ containerName }) => (containerName === null ? [] : [containerName]));
    return held;
  };
  return { disputed: disputedNames(base), held: heldOnce, foreign, named, alone: [] };
}

/** The name row of a namespace. */
export function nameRow(base: ReachBase, ground: NameShared, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  const alike = namespace.endpoints.length === 1 && asksPlainly(ground, namespace);
  const known = only && alike ? ground.alone[only.segment.index] : undefined;
  if (known) return known;
  const row = makeRow(base, ground, namespace);
  if (only && alike) ground.alone[only.segment.index] = row;
  return row;
}

/** Whether no name can be disputed for it: nobody else claims one, and it has no links, hosts or other name of its own. */
function asksPlainly({ disputed }: NameShared, { owner }: Namespace): boolean {
  return disputed.size === 0 && owner !== null && fixedNames(owner).length === 0;
}

function makeRow(base: ReachBase, ground: NameShared, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  if (namespace.kind === 'unknown') addMaybe(row, ground.named);
  if (namespace.kind !== 'networks') return row; // D7
  for (const { segment } of namespace.endpoints) {
    if (!segment.resolvesNames) continue; // D5
    addRow(row.yes, itemAt(base.owners, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.owners, other));
    addMaybe(row, ground.foreign);
  }
  doubtForeign(row, base, namespace);
  for (const [index, resolves] of nameDisputes(base, ground, namespace)) {
    clearBit(row.yes, index);
    if (hasBit(row.maybe, index)) clearBit(row.maybe, index);
    if (resolves === true) setBit(row.yes, index);
    if (resolves === 'unknown') addMaybe(row, single(index, base.services.length));
  }
  return settle(row);
}

/**
 * D13: on a network that others make, other stacks may answer to the same names. Certain is what a network of this file answers first, or
 * beside which there is no such network.
 */
function doubtForeign(row: TriDraft, base: ReachBase, { endpoints }: Namespace): void {
  const [foreign, ownEndpoints] = [true, false].map((external) =>
    endpoints.filter(({ segment }) => segment.external === external && segment.resolvesNames),
  );
  if (!foreign || foreign.length === 0) return;
  const certain = newRow(base.services.length);
  for (const endpoint of ownEndpoints ?? []) {
    const first = foreign.every((other) => gatewayOrder(endpoint, other, base.behaviour) === 'before');
    if (first) addRow(certain, itemAt(base.owners, endpoint.segment.index));
  }
  const doubtful = row.yes.slice();
  dropRow(doubtful, certain);
  dropRow(row.yes, doubtful);
  addMaybe(row, doubtful);
}

function single(index: number, size: number): BitRow {
  const row = newRow(size);
  setBit(row, index);
  return row;
}

/** The names that need more than a common network, as one namespace asks for them; later entries win. */
function* nameDisputes(
  base: ReachBase,
  { disputed, held }: NameShared,
  namespace: Namespace,
): Iterable<readonly [index: number, resolves: Tri]> {
  const { owner } = namespace;
  if (!owner) return;
  for (const index of disputed) {
    const resolves = meansItself(base, held(), namespace, index);
    if (resolves !== null) yield [index, resolves];
  }
  for (const name of fixedNames(owner)) {
    const index = base.indexes.get(name);
    const answer = index === undefined ? null : fixedAnswer(base, owner, name);
    if (index !== undefined && answer) yield [index, answer.holders.has(index)];
  }
}

/**
 * D3, D10, D12: whether the name of a service gives its address where others answer to it, too; null where none of them does on the networks
 * of `asking`. One that several hold on the network that answers is left to chance. Its own other names a container does not ask for.
 */
function meansItself(base: ReachBase, held: HeldNames, asking: Namespace, index: number): Tri | null {
  const { name } = itemAt(base.services, index);
  const asker = asking.owner === null ? -1 : (base.indexes.get(asking.owner.name) ?? -1);
  const holders = (endpoint: Endpoint): ReadonlySet<number> => {
    const all = holdersOn(held, endpoint, name);
    return asker === index || !all.has(asker) ? all : new Set([...all].filter((one) => one !== asker));
  };
  const sets = asking.endpoints.map(holders);
  if (!sets.some((set) => set.size > (set.has(index) ? 1 : 0))) return null;
  if (!sets.some((set) => set.has(index))) return false;
  const verdicts = nameFamilies(base.behaviour).flatMap((family): readonly Tri[] => {
    const { certain, holders: all, from } = firstAnswer(base, asking.endpoints, family, holders);
    if (from.length === 0) return [];
    // Where several networks may be the first, one that others make may be (D13).
    if (from.length > 1 || !certain) return ['unknown'];
    return [all.has(index) ? all.size === 1 || 'unknown' : false];
  });
  return agreed(verdicts);
}

/** The services to whose name another one answers as well, somewhere: without these, no name is disputed; mostly there are none. */
function disputedNames({ services }: Pick<ReachBase, 'services'>): ReadonlySet<number> {
  const named = new Map<string, number[]>();
  services.forEach(({ name }, index) => {
    const same = named.get(foldName(name));
    if (same) same.push(index);
    else named.set(foldName(name), [index]);
  });
  const disputed = new Set<number>();
  services.forEach((service, own) => {
    const claim = (name: string | null): void => {
      for (const index of name === null ? [] : (named.get(foldName(name)) ?? []))
        if (index !== own) disputed.add(index);
    };
    // Only one that is written in other letters: a name stands once in a file.
    if (hasItsName(service)) claim(service.name);
    claim(service.hostname);
    claim(service.containerName);
    for (const { aliases } of service.attachments) aliases.forEach(claim);
  });
  return disputed;
}
