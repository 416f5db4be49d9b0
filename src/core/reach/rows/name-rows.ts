// The service names that a namespace can resolve (D2–D7), including names that hosts files, links or other services redefine.

import type { Tri } from '../../compose/topology.ts';
import {
  firstAnswer,
  foldName,
  type HeldNames,
  heldNames,
  holdersOn,
  localAnswer,
  locallyDefinedNames,
} from '../names/held-names.ts';
import { gatewayOrder, lookupFamilies } from '../namespaces/gateway-order.ts';
import { answersToServiceName, type Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { addRow, type BitRow, clearBit, hasBit, newRow, setBit, subtractRow } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { agreed } from './tri.ts';
import { addMaybe, newTriRow, settle, type TriDraft, type TriRow } from './tri-row.ts';

/** Data shared by the name rows of a project. */
interface NameShared {
  /** The services whose name another service answers to as well. */
  readonly disputed: ReadonlySet<number>;
  /** Returns the holders of each name; computed only when a name is disputed. */
  readonly holders: () => HeldNames;
  /** The services whose network is named by an unset variable and may be any network. */
  readonly foreign: BitRow;
  /** The services that can have a name (D6, D7). */
  readonly named: BitRow;
  /** The cached row of services attached to a single network that have no disputed names, by segment index. */
  readonly singleNetworkRows: (TriRow | undefined)[];
}

export function nameShared(base: ReachBase): NameShared {
  const foreign = newRow(base.services.length);
  const named = newRow(base.services.length);
  base.services.forEach((service, index) => {
    const { mode } = service;
    if (mode.kind === 'unknown') setBit(foreign, index);
    const onNetworks = mode.kind === 'networks' || (mode.kind === 'network' && answersToServiceName(service));
    if (mode.kind === 'unknown' || onNetworks) setBit(named, index);
  });
  let holders: HeldNames | null = null;
  const heldOnce = (): HeldNames => {
    holders ??= heldNames(base, ({ containerName }) => (containerName === null ? [] : [containerName]));
    return holders;
  };
  return { disputed: disputedNames(base), holders: heldOnce, foreign, named, singleNetworkRows: [] };
}

/** Returns the services whose names a namespace can resolve. */
export function nameRow(base: ReachBase, shared: NameShared, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  const isShareable = namespace.endpoints.length === 1 && hasUndisputedNames(shared, namespace);
  const cached = only && isShareable ? shared.singleNetworkRows[only.segment.index] : undefined;
  if (cached) return cached;
  const row = makeRow(base, shared, namespace);
  if (only && isShareable) shared.singleNetworkRows[only.segment.index] = row;
  return row;
}

/** True when a namespace has only undisputed names: no service claims another's, and the owner has no links, extra hosts or host name. */
function hasUndisputedNames({ disputed }: NameShared, { owner }: Namespace): boolean {
  return disputed.size === 0 && owner !== null && locallyDefinedNames(owner).length === 0;
}

function makeRow(base: ReachBase, shared: NameShared, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  if (namespace.kind === 'unknown') addMaybe(row, shared.named);
  if (namespace.kind !== 'networks') return row; // D7
  for (const { segment } of namespace.endpoints) {
    if (!segment.resolvesNames) continue; // D5
    addRow(row.yes, itemAt(base.owners, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.owners, other));
    addMaybe(row, shared.foreign);
  }
  addExternalDoubt(row, base, namespace);
  for (const [index, resolves] of nameDisputes(base, shared, namespace)) {
    clearBit(row.yes, index);
    if (hasBit(row.maybe, index)) clearBit(row.maybe, index);
    if (resolves === true) setBit(row.yes, index);
    if (resolves === 'unknown') addMaybe(row, single(index, base.services.length));
  }
  return settle(row);
}

/**
 * Makes names undecided when an external network, where other stacks may hold the same names, may answer first (D13). Names of a network
 * that this file creates and that answers first stay certain.
 */
function addExternalDoubt(row: TriDraft, base: ReachBase, { endpoints }: Namespace): void {
  const [foreign, ownEndpoints] = [true, false].map((external) =>
    endpoints.filter(({ segment }) => segment.external === external && segment.resolvesNames),
  );
  if (!foreign || foreign.length === 0) return;
  const certain = newRow(base.services.length);
  for (const endpoint of ownEndpoints ?? []) {
    const answersFirst = foreign.every((other) => gatewayOrder(endpoint, other, base.behaviour) === 'before');
    if (answersFirst) addRow(certain, itemAt(base.owners, endpoint.segment.index));
  }
  const doubtful = row.yes.slice();
  subtractRow(doubtful, certain);
  subtractRow(row.yes, doubtful);
  addMaybe(row, doubtful);
}

function single(index: number, size: number): BitRow {
  const row = newRow(size);
  setBit(row, index);
  return row;
}

/** Yields the services whose names need more than a common network to resolve in a namespace; later entries win. */
function* nameDisputes(
  base: ReachBase,
  { disputed, holders }: NameShared,
  namespace: Namespace,
): Iterable<readonly [index: number, resolves: Tri]> {
  const { owner } = namespace;
  if (!owner) return;
  for (const index of disputed) {
    const resolves = resolvesToItself(base, holders(), namespace, index);
    if (resolves !== null) yield [index, resolves];
  }
  for (const name of locallyDefinedNames(owner)) {
    const index = base.indexes.get(name);
    const answer = index === undefined ? null : localAnswer(base, owner, name);
    if (index !== undefined && answer) yield [index, answer.holders.has(index)];
  }
}

/**
 * Returns whether the name of a service resolves to it although others answer to it too (D3, D10, D12); null when no other does on the
 * caller's networks. Unknown when several hold the name on the answering network. A container does not ask for its own other names.
 */
function resolvesToItself(base: ReachBase, table: HeldNames, asking: Namespace, index: number): Tri | null {
  const { name } = itemAt(base.services, index);
  const asker = asking.owner === null ? -1 : (base.indexes.get(asking.owner.name) ?? -1);
  const holders = (endpoint: Endpoint): ReadonlySet<number> => {
    const all = holdersOn(table, endpoint, name);
    return asker === index || !all.has(asker) ? all : new Set([...all].filter((holder) => holder !== asker));
  };
  const sets = asking.endpoints.map(holders);
  if (!sets.some((set) => set.size > (set.has(index) ? 1 : 0))) return null;
  if (!sets.some((set) => set.has(index))) return false;
  const verdicts = lookupFamilies(base.behaviour).flatMap((family): readonly Tri[] => {
    const { certain, holders: all, from } = firstAnswer(base, asking.endpoints, family, holders);
    if (from.length === 0) return [];
    // When several networks may answer first, an external one may (D13).
    if (from.length > 1 || !certain) return ['unknown'];
    return [all.has(index) ? all.size === 1 || 'unknown' : false];
  });
  return agreed(verdicts);
}

/** Returns the services whose name another service also answers to on some network; usually none. */
function disputedNames({ services }: Pick<ReachBase, 'services'>): ReadonlySet<number> {
  const named = new Map<string, number[]>();
  services.forEach(({ name }, index) => {
    const same = named.get(foldName(name));
    if (same) same.push(index);
    else named.set(foldName(name), [index]);
  });
  const disputed = new Set<number>();
  services.forEach((service, ownIndex) => {
    const claim = (name: string | null): void => {
      for (const index of name === null ? [] : (named.get(foldName(name)) ?? []))
        if (index !== ownIndex) disputed.add(index);
    };
    // A service name occurs once in a file, so only a spelling in other letters can clash.
    if (answersToServiceName(service)) claim(service.name);
    claim(service.hostname);
    claim(service.containerName);
    for (const { aliases } of service.attachments) aliases.forEach(claim);
  });
  return disputed;
}
