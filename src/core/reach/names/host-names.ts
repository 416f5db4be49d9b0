// The names that a container of a host can resolve across stacks, and the services that answer (D2, D3). The first of its networks, in
// gateway order, that knows the name answers with all holders there, of any project (D12). A client gets any one of them.

import type { Service } from '../../compose/topology.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import type { NameRows } from '../compute-reach.ts';
import { lookupFamilies } from '../namespaces/gateway-order.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { addRow, type BitRow, clearBit, hasBit, newRow, setBit } from '../rows/bit-row.ts';
import { itemAt } from '../rows/item-at.ts';
import { addMaybe, addWhen, newTriRow, settle, type TriDraft, type TriRow } from '../rows/tri-row.ts';
import {
  type ContainerNames,
  firstAnswer,
  foldName,
  type HeldNames,
  type HoldersByName,
  heldNames,
  holdersOn,
  localAnswer,
  locallyDefinedNames,
  localName,
  type NameAnswer,
  noAnswer,
} from './held-names.ts';

/** The resolvable names of every container of a host, and the services that answer. */
export interface HostNames {
  /** Returns the services, as `STACK/SERVICE`, that answer when `asker` looks up a name; empty when the name is not known there. */
  answers(asker: string, name: string): readonly string[] | 'unknown';
  /** Returns every name that `asker` can resolve, its own included, sorted by bytes. Services that join a namespace ask as its owner. */
  names(asker: string): ResolvedNames;
}

/** The name tables by reach base, cached because rows and answers of a host share them. */
const tablesByBase = new WeakMap<ReachBase, NameTables>();

interface NameTables extends HeldNames {
  /** Cached answers by the networks of a container, in the order in which it asks them. */
  readonly cachedAnswers: Map<string, NetworkAnswers>;
}

/** The answers of a set of networks, the same for all containers attached to them in the same way. */
interface NetworkAnswers {
  /** Every name that one of the networks knows, as spelled. */
  readonly known: ReadonlySet<string>;
  /** The services that answer to each known name, sorted by bytes. */
  readonly lists: ResolvedNames;
  /** The services whose own name resolves to them. */
  readonly row: TriRow;
}

/** The services that answer to each name, as `STACK/SERVICE`. */
export type ResolvedNames = ReadonlyMap<string, readonly string[] | 'unknown'>;

/** Returns the name lookup of a host; `containers` returns the container names that Compose gives a service. */
export function hostNames(base: ReachBase, containers: ContainerNames): HostNames {
  const tables = tablesOf(base, containers);
  const namesByAsker = new Map<string, ResolvedNames>();
  const namespaceOf = (service: string): Namespace | undefined => {
    const index = base.indexes.get(service);
    return index === undefined ? undefined : base.namespaceOf[index];
  };
  return {
    answers: (asker, name) => {
      const namespace = namespaceOf(asker);
      return namespace ? answeringServices(base, resolveName(base, tables, namespace, name)) : [];
    },
    names: (asker) => {
      const cached = namesByAsker.get(asker);
      if (cached) return cached;
      const namespace = namespaceOf(asker);
      const names = namespace ? namesFor(base, tables, namespace) : new Map();
      namesByAsker.set(asker, names);
      return names;
    },
  };
}

function answeringServices(base: ReachBase, { certain, holders }: NameAnswer): readonly string[] | 'unknown' {
  return certain ? sortedNames(base, holders) : 'unknown';
}

/** Returns the name rows of the joined topology: whether the name of another service can resolve to that service. */
export function hostNameRows(containers: ContainerNames): NameRows {
  return (base) => {
    const rows: (TriRow | undefined)[] = [];
    return (namespace) => {
      const cached = rows[namespace.index];
      if (cached) return cached;
      const row = nameRow(base, tablesOf(base, containers), namespace);
      rows[namespace.index] = row;
      return row;
    };
  };
}

function namesFor(base: ReachBase, tables: NameTables, namespace: Namespace): ResolvedNames {
  const { owner } = namespace;
  if (namespace.kind !== 'networks' || !owner) return new Map(); // D7
  const shared = networkAnswers(base, tables, namespace);
  const localNames = locallyResolvedNames(shared, owner);
  if (localNames.size === 0) return shared.lists;
  const names = new Map(shared.lists);
  for (const name of localNames) {
    const list = answeringServices(base, resolveName(base, tables, namespace, name));
    if (list === 'unknown' || list.length > 0) names.set(name, list);
    else names.delete(name);
  }
  const inOrder = [...localNames].every((name) => shared.lists.has(name) || !names.has(name));
  return inOrder ? names : new Map([...names].sort(([a], [b]) => compareBytes(a, b)));
}

function nameRow(base: ReachBase, tables: NameTables, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  const { owner } = namespace;
  if (namespace.kind === 'unknown') {
    // The service may be on any network, where any name may be answered.
    addMaybe(row, allHolders(base, tables));
    return settle(row);
  }
  if (namespace.kind !== 'networks' || !owner) return row; // D7
  const shared = networkAnswers(base, tables, namespace);
  const localNames = locallyResolvedNames(shared, owner);
  if (localNames.size === 0) return shared.row;
  addRow(row.yes, shared.row.yes);
  addMaybe(row, shared.row.maybe);
  base.services.forEach((service, index) => {
    if (!localNames.has(localName(service))) return;
    clearBit(row.yes, index);
    if (hasBit(row.maybe, index)) clearBit(row.maybe, index);
  });
  for (const name of localNames) addNamesakes(base, row, name, resolveName(base, tables, namespace, name));
  return settle(row);
}

function allHolders(base: ReachBase, { anywhere, bySegment }: NameTables): BitRow {
  const all = newRow(base.services.length);
  for (const holders of [anywhere, ...bySegment]) {
    for (const entry of holders.values()) for (const index of entry.holders) setBit(all, index);
  }
  return all;
}

/** Adds the services among the holders of `name` that are called `name` themselves. */
function addNamesakes(base: ReachBase, row: TriDraft, name: string, { certain, holders }: NameAnswer): void {
  const named = newRow(base.services.length);
  for (const index of holders) if (localName(itemAt(base.services, index)) === name) setBit(named, index);
  addWhen(row, certain ? true : 'unknown', named);
}

/** Returns the names redefined by a container's hosts file or links (D4, D5) that the container can resolve. */
function locallyResolvedNames({ known }: NetworkAnswers, owner: Service): ReadonlySet<string> {
  const localNames = locallyDefinedNames(owner);
  if (localNames.length === 0) return noNames;
  const linked = new Set(owner.links.map(({ alias, service }) => alias ?? service));
  return new Set(localNames.filter((name) => known.has(name) || linked.has(name)));
}

const noNames: ReadonlySet<string> = new Set();

/** Returns the answers of the networks of a namespace, cached for all containers that ask the same networks in the same order. */
function networkAnswers(base: ReachBase, tables: NameTables, { endpoints }: Namespace): NetworkAnswers {
  const key = endpoints
    .map(({ segment, gatewayPriority, ipv6 }) => `${segment.index}/${gatewayPriority}/${ipv6}`)
    .join(' ');
  const cached = tables.cachedAnswers.get(key);
  if (cached) return cached;
  const known = knownNames(tables, endpoints);
  const lists = new Map<string, readonly string[] | 'unknown'>();
  const row = newTriRow(base.services.length);
  for (const name of [...known].sort(compareBytes)) {
    const nameAnswer = resolveOnNetworks(base, tables, endpoints, name);
    const list = answeringServices(base, nameAnswer);
    if (list === 'unknown' || list.length > 0) lists.set(name, list);
    addNamesakes(base, row, name, nameAnswer);
  }
  const answers = { known, lists, row: settle(row) };
  tables.cachedAnswers.set(key, answers);
  return answers;
}

/** Returns all names that one of the networks knows. */
function knownNames(
  { bySegment, anywhere }: NameTables,
  endpoints: readonly Endpoint[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { segment } of endpoints) {
    for (const other of [segment.index, ...segment.maybeSame]) {
      addSpellings(names, bySegment[other]);
    }
  }
  if (endpoints.length > 0) addSpellings(names, anywhere);
  return names;
}

function addSpellings(names: Set<string>, holders: HoldersByName | undefined): void {
  for (const { spellings } of holders?.values() ?? []) for (const name of spellings) names.add(name);
}

/** Resolves a name asked in one namespace (D3). */
function resolveName(base: ReachBase, tables: NameTables, namespace: Namespace, name: string): NameAnswer {
  const { owner } = namespace;
  if (!owner) return namespace.kind === 'unknown' ? { certain: false, holders: new Set() } : noAnswer;
  if (namespace.kind !== 'networks') return noAnswer; // D7
  return localAnswer(base, owner, name) ?? resolveOnNetworks(base, tables, namespace.endpoints, name);
}

/** Resolves a name on the networks of a container, ignoring its hosts file and links. */
function resolveOnNetworks(
  base: ReachBase,
  tables: NameTables,
  endpoints: readonly Endpoint[],
  name: string,
): NameAnswer {
  const families = lookupFamilies(base.behaviour).map((family) =>
    firstAnswer(base, endpoints, family, (endpoint) => holdersOn(tables, endpoint, name)),
  );
  const doubtful = possibleHolders(tables, endpoints, name);
  const holders = new Set([...families.flatMap((resolveName) => [...resolveName.holders]), ...doubtful]);
  if (holders.size === 0) return noAnswer;
  return { certain: families.every(({ certain }) => certain) && doubtful.size === 0, holders };
}

/**
 * Returns the holders of a name that may be on one of these networks: those on a network that may be the same, and those that may be on any
 * network.
 */
function possibleHolders(
  { bySegment, anywhere }: NameTables,
  endpoints: readonly Endpoint[],
  name: string,
): ReadonlySet<number> {
  const holders = new Set<number>();
  for (const { segment } of endpoints) {
    if (!segment.resolvesNames) continue;
    for (const index of anywhere.get(foldName(name))?.holders ?? []) holders.add(index);
    for (const other of segment.maybeSame) {
      for (const index of bySegment[other]?.get(foldName(name))?.holders ?? []) holders.add(index);
    }
  }
  return holders;
}

function tablesOf(base: ReachBase, containers: ContainerNames): NameTables {
  const cached = tablesByBase.get(base);
  if (cached) return cached;
  const tables = { ...heldNames(base, containers), cachedAnswers: new Map<string, NetworkAnswers>() };
  tablesByBase.set(base, tables);
  return tables;
}

function sortedNames({ services }: ReachBase, holders: ReadonlySet<number>): readonly string[] {
  return [...holders].map((index) => itemAt(services, index).name).sort(compareBytes);
}
