// Everything the rows of pairs are made from in one family, computed once per project: namespaces, their facts, members of
// segments.

import type { Service, Topology, Tri } from '../compose/topology.ts';
import { asRead } from './as-read.ts';
import { activeServices } from './namespaces/active-services.ts';
import { engineEvidence } from './namespaces/evidence.ts';
import { allFacts, type NamespaceFacts } from './namespaces/namespace-facts.ts';
import { hasItsName, type Namespace, resolveNamespaces } from './namespaces/resolve-namespaces.ts';
import { bridgeAddresses } from './networks/bridge-addresses.ts';
import { buildSegments, type Segments } from './networks/build-segments.ts';
import { type EngineBehaviour, engineBehaviour } from './networks/engine-behaviour.ts';
import type { Evidence, Family, ReachOptions } from './reach-model.ts';
import { type BitRow, newRow, newRows, setBit } from './rows/bit-row.ts';
import { itemAt } from './rows/item-at.ts';
import type { TriRow } from './rows/tri-row.ts';

export interface ReachBase {
  readonly topology: Topology;
  readonly options: ReachOptions;
  readonly family: Family;
  readonly behaviour: EngineBehaviour;
  readonly evidence: Evidence;
  readonly services: readonly Service[];
  /** Index of each service, by name. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly namespaces: readonly Namespace[];
  /** Namespace of each service, by index. */
  readonly namespaceOf: readonly Namespace[];
  /** By namespace index. */
  readonly facts: readonly NamespaceFacts[];
  readonly segments: Segments;
  /** Whether an address is the host's own on a bridge (O17). */
  readonly isBridgeAddress: (address: string) => boolean;
  /** By segment index: all services that live on it, joined ones too. */
  readonly members: readonly BitRow[];
  /** By segment index: the services that own a place on it, and so a name (D6). */
  readonly owners: readonly BitRow[];
}

/**
 * Makes the base of all facts about pairs in `family`; `-p` outranks the file's own `name:`. Indexes are the same in both families. `alike`: the
 * base of the same topology with other profiles, of which all is taken that no profile changes.
 */
export function makeReachBase(
  written: Topology,
  options: ReachOptions,
  family: Family,
  alike: ReachBase | null = null,
): ReachBase {
  const behaviour = engineBehaviour(options);
  const topology = alike?.topology ?? asRead(written, behaviour.reading);
  const services = activeServices(topology, options.profiles);
  const indexes = new Map<string, number>();
  for (let index = 0; index < services.length; index++) indexes.set(itemAt(services, index).name, index);
  const project = options.project ?? topology.name;
  const segments = alike?.segments ?? buildSegments(topology, project, behaviour, family, options.elsewhere);
  const before = alike ? byOwner(alike) : null;
  const isBridgeAddress = alike?.isBridgeAddress ?? bridgeAddresses(topology, options);
  const { all: namespaces, of: namespaceOf } = resolveNamespaces(
    services,
    project,
    segments,
    (owner) => before?.get(owner)?.endpoints,
  );
  const members = newRows(segments.all.length, services.length);
  const owners = newRows(segments.all.length, services.length);
  for (const namespace of namespaces) {
    for (const { segment, key } of namespace.endpoints) {
      const row = itemAt(members, segment.index);
      for (const member of namespace.members) {
        setBit(row, member);
        if (services[member] === namespace.owner && hasItsName(namespace.owner, key))
          setBit(itemAt(owners, segment.index), member);
      }
    }
  }
  return {
    topology,
    options,
    family,
    behaviour,
    evidence: engineEvidence(options),
    services,
    indexes,
    namespaces,
    namespaceOf,
    isBridgeAddress,
    facts: allFacts(namespaces, { behaviour, family, isBridgeAddress }, ({ owner }) => {
      const same = owner ? before?.get(owner) : undefined;
      return same && alike?.facts[same.index];
    }),
    segments,
    members,
    owners,
  };
}

/** The namespaces of a base that the file manages, by whose they are. */
export function byOwner({ namespaces }: ReachBase): ReadonlyMap<Service, Namespace> {
  const owned = new Map<Service, Namespace>();
  for (const namespace of namespaces) if (namespace.owner !== null) owned.set(namespace.owner, namespace);
  return owned;
}

/** A row of all services whose namespace passes `test`. */
export function rowWhere(base: ReachBase, test: (namespace: Namespace) => boolean): BitRow {
  const row = newRow(base.services.length);
  for (const namespace of base.namespaces) {
    if (!test(namespace)) continue;
    for (const member of namespace.members) setBit(row, member);
  }
  return row;
}

/** The same in three values. */
export function triRowWhere(base: ReachBase, value: (namespace: Namespace) => Tri): TriRow {
  const row = { yes: newRow(base.services.length), maybe: newRow(base.services.length) };
  for (const namespace of base.namespaces) {
    const known = value(namespace);
    if (known === false) continue;
    for (const member of namespace.members) setBit(known === true ? row.yes : row.maybe, member);
  }
  return row;
}

/** The same where those who share a namespace may differ. */
export function triRowOfEach(base: ReachBase, value: (namespace: Namespace, member: Service) => Tri): TriRow {
  const row = { yes: newRow(base.services.length), maybe: newRow(base.services.length) };
  for (const namespace of base.namespaces) {
    for (const member of namespace.members) {
      const known = value(namespace, itemAt(base.services, member));
      if (known !== false) setBit(known === true ? row.yes : row.maybe, member);
    }
  }
  return row;
}
