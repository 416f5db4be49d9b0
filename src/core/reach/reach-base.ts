// The data behind the rows of pairs in one family, computed once per project: namespaces, their facts, members of segments.

import type { Service, Topology, Tri } from '../compose/topology.ts';
import { topologyAsRead } from './as-read.ts';
import { activeServices } from './namespaces/active-services.ts';
import { engineEvidence } from './namespaces/evidence.ts';
import { factsOfNamespaces, type NamespaceFacts } from './namespaces/namespace-facts.ts';
import { answersToServiceName, type Namespace, resolveNamespaces } from './namespaces/resolve-namespaces.ts';
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
  /** The index of each service, by name. */
  readonly indexes: ReadonlyMap<string, number>;
  readonly namespaces: readonly Namespace[];
  /** The namespace of each service, by index. */
  readonly namespaceOf: readonly Namespace[];
  /** The facts of each namespace, by index. */
  readonly facts: readonly NamespaceFacts[];
  readonly segments: Segments;
  /** Returns true when an address belongs to the host on a bridge (O17). */
  readonly isBridgeAddress: (address: string) => boolean;
  /** The services on each segment, by segment index; services that join a namespace included. */
  readonly members: readonly BitRow[];
  /** The services that own a membership on each segment, and so a name there (D6), by segment index. */
  readonly owners: readonly BitRow[];
}

/**
 * Computes the basis of all pair facts in one family; the option `-p` outranks the file's own `name:`. Indexes are the same in both
 * families. A base of the same topology under other profiles is reused as far as profiles do not change it.
 */
export function makeReachBase(
  written: Topology,
  options: ReachOptions,
  family: Family,
  reusable: ReachBase | null = null,
): ReachBase {
  const behaviour = engineBehaviour(options);
  const topology = reusable?.topology ?? topologyAsRead(written, behaviour.fileDialect);
  const services = activeServices(topology, options.profiles);
  const indexes = new Map<string, number>();
  for (let index = 0; index < services.length; index++) indexes.set(itemAt(services, index).name, index);
  const project = options.project ?? topology.name;
  const segments =
    reusable?.segments ?? buildSegments(topology, project, behaviour, family, options.elsewhere);
  const previousNamespaces = reusable ? namespacesByOwner(reusable) : null;
  const isBridgeAddress = reusable?.isBridgeAddress ?? bridgeAddresses(topology, options);
  const { all: namespaces, of: namespaceOf } = resolveNamespaces(
    services,
    project,
    segments,
    (owner) => previousNamespaces?.get(owner)?.endpoints,
  );
  const members = newRows(segments.all.length, services.length);
  const owners = newRows(segments.all.length, services.length);
  for (const namespace of namespaces) {
    for (const { segment, key } of namespace.endpoints) {
      const row = itemAt(members, segment.index);
      for (const member of namespace.members) {
        setBit(row, member);
        if (services[member] === namespace.owner && answersToServiceName(namespace.owner, key))
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
    facts: factsOfNamespaces(namespaces, { behaviour, family, isBridgeAddress }, ({ owner }) => {
      const previous = owner ? previousNamespaces?.get(owner) : undefined;
      return previous && reusable?.facts[previous.index];
    }),
    segments,
    members,
    owners,
  };
}

/** Returns the namespaces that the file manages, by owner. */
export function namespacesByOwner({ namespaces }: ReachBase): ReadonlyMap<Service, Namespace> {
  const owned = new Map<Service, Namespace>();
  for (const namespace of namespaces) if (namespace.owner !== null) owned.set(namespace.owner, namespace);
  return owned;
}

/** Returns a row of all services whose namespace passes a test. */
export function rowWhere(base: ReachBase, test: (namespace: Namespace) => boolean): BitRow {
  const row = newRow(base.services.length);
  for (const namespace of base.namespaces) {
    if (!test(namespace)) continue;
    for (const member of namespace.members) setBit(row, member);
  }
  return row;
}

/** Returns a three-valued row of all services by a test of their namespaces. */
export function triRowWhere(base: ReachBase, value: (namespace: Namespace) => Tri): TriRow {
  const row = { yes: newRow(base.services.length), maybe: newRow(base.services.length) };
  for (const namespace of base.namespaces) {
    const result = value(namespace);
    if (result === false) continue;
    for (const member of namespace.members) setBit(result === true ? row.yes : row.maybe, member);
  }
  return row;
}

/** Returns a three-valued row by a test of each service in its namespace. */
export function triRowOfEach(base: ReachBase, value: (namespace: Namespace, member: Service) => Tri): TriRow {
  const row = { yes: newRow(base.services.length), maybe: newRow(base.services.length) };
  for (const namespace of base.namespaces) {
    for (const member of namespace.members) {
      const result = value(namespace, itemAt(base.services, member));
      if (result !== false) setBit(result === true ? row.yes : row.maybe, member);
    }
  }
  return row;
}
