// Which names a container of a host can ask for, and who answers, across stacks (D2, D3). A container asks its own networks in
// gateway order, and the first that knows the name answers with all who hold it there, of whatever project (D12). A client gets
// any of them.

import type { Service } from '../../compose/topology.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { NameRows } from '../compute-reach.ts';
import { nameFamilies } from '../namespaces/gateway-order.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { addRow, type BitRow, clearBit, hasBit, newRow, setBit } from '../rows/bit-row.ts';
import { itemAt } from '../rows/item-at.ts';
import { addMaybe, addUnder, newTriRow, settle, type TriDraft, type TriRow } from '../rows/tri-row.ts';
import {
  type ContainerNames,
  firstAnswer,
  fixedAnswer,
  fixedNames,
  foldName,
  type HeldNames,
  type Holders,
  heldNames,
  holdersOn,
  localName,
  type NameAnswer,
  nobody,
} from './held-names.ts';

/** Who answers to which names, for every container of a host. */
export interface HostNames {
  /** The services, as `STACK/SERVICE`, that `name` answers with when `asker` asks for it; none where it is not known there. */
  answers(asker: string, name: string): readonly string[] | 'unknown';
  /** Every name that `asker` can resolve, sorted by bytes, its own included. Joined services ask as their owner. */
  names(asker: string): ResolvedNames;
}

/** The tables by base, cached: rows and answers of one host use the same. */
const known = new WeakMap<ReachBase, NameTables>();

interface NameTables extends HeldNames {
  /** By the networks of a container, in the order in which it asks them: what they answer, once it was asked. */
  readonly asked: Map<string, NetworkAnswers>;
}

/** What the networks answer to all containers that are on the same ones in the same way. */
interface NetworkAnswers {
  /** Every name that one of the networks knows, as it is spelled. */
  readonly known: ReadonlySet<string>;
  /** Who answers, for each name to which somebody does, sorted by bytes. */
  readonly lists: ResolvedNames;
  /** Whose own name gives an address of it. */
  readonly row: TriRow;
}

/** By name: the services that answer, as `STACK/SERVICE`. */
export type ResolvedNames = ReadonlyMap<string, readonly string[] | 'unknown'>;

/** The names of a host; `containers` gives what Compose calls the containers of a service. */
export function hostNames(base: ReachBase, containers: ContainerNames): HostNames {
  const tables = tablesOf(base, containers);
  const asked = new Map<string, ResolvedNames>();
  const spaceOf = (service: string): Namespace | undefined => {
    const index = base.indexes.get(service);
    return index === undefined ? undefined : base.namespaceOf[index];
  };
  return {
    answers: (asker, name) => {
      const space = spaceOf(asker);
      return space ? listOf(base, answer(base, tables, space, name)) : [];
    },
    names: (asker) => {
      const before = asked.get(asker);
      if (before) return before;
      const space = spaceOf(asker);
      const names = space ? namesFor(base, tables, space) : new Map();
      asked.set(asker, names);
      return names;
    },
  };
}

function listOf(base: ReachBase, { certain, holders }: NameAnswer): readonly string[] | 'unknown' {
  return certain ? sortedNames(base, holders) : 'unknown';
}

/** Rows of names for the joined topology: whether the name of another, asked here, can give an address of it. */
export function hostNameRows(containers: ContainerNames): NameRows {
  return (base) => {
    const made: (TriRow | undefined)[] = [];
    return (space) => {
      const before = made[space.index];
      if (before) return before;
      const row = nameRow(base, tablesOf(base, containers), space);
      made[space.index] = row;
      return row;
    };
  };
}

function namesFor(base: ReachBase, tables: NameTables, space: Namespace): ResolvedNames {
  const { owner } = space;
  if (space.kind !== 'networks' || !owner) return new Map(); // D7
  const shared = networkAnswers(base, tables, space);
  const fixed = ownNames(shared, owner);
  if (fixed.size === 0) return shared.lists;
  const names = new Map(shared.lists);
  for (const name of fixed) {
    const list = listOf(base, answer(base, tables, space, name));
    if (list === 'unknown' || list.length > 0) names.set(name, list);
    else names.delete(name);
  }
  const inOrder = [...fixed].every((name) => shared.lists.has(name) || !names.has(name));
  return inOrder ? names : new Map([...names].sort(([a], [b]) => compareBytes(a, b)));
}

function nameRow(base: ReachBase, tables: NameTables, space: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  const { owner } = space;
  if (space.kind === 'unknown') {
    // The service may be on any network, so any name may be answered there.
    addMaybe(row, anybody(base, tables));
    return settle(row);
  }
  if (space.kind !== 'networks' || !owner) return row; // D7
  const shared = networkAnswers(base, tables, space);
  const fixed = ownNames(shared, owner);
  if (fixed.size === 0) return shared.row;
  addRow(row.yes, shared.row.yes);
  addMaybe(row, shared.row.maybe);
  base.services.forEach((service, index) => {
    if (!fixed.has(localName(service))) return;
    clearBit(row.yes, index);
    if (hasBit(row.maybe, index)) clearBit(row.maybe, index);
  });
  for (const name of fixed) addOwnNames(base, row, name, answer(base, tables, space, name));
  return settle(row);
}

function anybody(base: ReachBase, { anywhere, bySegment }: NameTables): BitRow {
  const all = newRow(base.services.length);
  for (const holders of [anywhere, ...bySegment]) {
    for (const { by } of holders.values()) for (const index of by) setBit(all, index);
  }
  return all;
}

/** Of those who answer to `name`, the ones whose own name it is. */
function addOwnNames(base: ReachBase, row: TriDraft, name: string, { certain, holders }: NameAnswer): void {
  const named = newRow(base.services.length);
  for (const index of holders) if (localName(itemAt(base.services, index)) === name) setBit(named, index);
  addUnder(row, certain ? true : 'unknown', named);
}

/** Of the names that mean something else in a container of its own accord (D4, D5), those that it can resolve. */
function ownNames({ known }: NetworkAnswers, owner: Service): ReadonlySet<string> {
  const fixed = fixedNames(owner);
  if (fixed.length === 0) return nothing;
  const linked = new Set(owner.links.map(({ alias, service }) => alias ?? service));
  return new Set(fixed.filter((name) => known.has(name) || linked.has(name)));
}

const nothing: ReadonlySet<string> = new Set();

/** What the networks of `space` answer, worked out once for all containers that ask the same networks in the same order. */
function networkAnswers(base: ReachBase, tables: NameTables, { endpoints }: Namespace): NetworkAnswers {
  const key = endpoints
    .map(({ segment, gatewayPriority, ipv6 }) => `${segment.index}/${gatewayPriority}/${ipv6}`)
    .join(' ');
  const before = tables.asked.get(key);
  if (before) return before;
  const known = namesWithin(tables, endpoints);
  const lists = new Map<string, readonly string[] | 'unknown'>();
  const row = newTriRow(base.services.length);
  for (const name of [...known].sort(compareBytes)) {
    const given = networkAnswer(base, tables, endpoints, name);
    const list = listOf(base, given);
    if (list === 'unknown' || list.length > 0) lists.set(name, list);
    addOwnNames(base, row, name, given);
  }
  const answers = { known, lists, row: settle(row) };
  tables.asked.set(key, answers);
  return answers;
}

/** All names that one of the networks knows. */
function namesWithin(
  { bySegment, anywhere }: NameTables,
  endpoints: readonly Endpoint[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { segment } of endpoints) {
    for (const other of [segment.index, ...segment.maybeSame]) {
      addSpelled(names, bySegment[other]);
    }
  }
  if (endpoints.length > 0) addSpelled(names, anywhere);
  return names;
}

function addSpelled(names: Set<string>, holders: Holders | undefined): void {
  for (const { spelled } of holders?.values() ?? []) for (const name of spelled) names.add(name);
}

/** D3: what `space` gets for `name`. */
function answer(base: ReachBase, tables: NameTables, space: Namespace, name: string): NameAnswer {
  const { owner } = space;
  if (!owner) return space.kind === 'unknown' ? { certain: false, holders: new Set() } : nobody;
  if (space.kind !== 'networks') return nobody; // D7
  return fixedAnswer(base, owner, name) ?? networkAnswer(base, tables, space.endpoints, name);
}

/** What the networks answer to a container whose own files say nothing of the name. */
function networkAnswer(
  base: ReachBase,
  tables: NameTables,
  endpoints: readonly Endpoint[],
  name: string,
): NameAnswer {
  const families = nameFamilies(base.behaviour).map((family) =>
    firstAnswer(base, endpoints, family, (endpoint) => holdersOn(tables, endpoint, name)),
  );
  const doubtful = perhapsThere(tables, endpoints, name);
  const holders = new Set([...families.flatMap((answer) => [...answer.holders]), ...doubtful]);
  if (holders.size === 0) return nobody;
  return { certain: families.every(({ certain }) => certain) && doubtful.size === 0, holders };
}

/** The holders of the name on a network that may be one of these, or that may be on any. */
function perhapsThere(
  { bySegment, anywhere }: NameTables,
  endpoints: readonly Endpoint[],
  name: string,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { segment } of endpoints) {
    if (!segment.resolvesNames) continue;
    for (const index of anywhere.get(foldName(name))?.by ?? []) found.add(index);
    for (const other of segment.maybeSame) {
      for (const index of bySegment[other]?.get(foldName(name))?.by ?? []) found.add(index);
    }
  }
  return found;
}

function tablesOf(base: ReachBase, containers: ContainerNames): NameTables {
  const before = known.get(base);
  if (before) return before;
  const tables = { ...heldNames(base, containers), asked: new Map<string, NetworkAnswers>() };
  known.set(base, tables);
  return tables;
}

function sortedNames({ services }: ReachBase, holders: ReadonlySet<number>): readonly string[] {
  return [...holders].map((index) => itemAt(services, index).name).sort(compareBytes);
}
