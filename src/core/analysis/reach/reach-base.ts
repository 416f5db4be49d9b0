// Everything the rows of pairs are made from in one family, computed once per project: namespaces, their facts, members of
// segments.

import type { Service, Topology, Tri } from '../../compose/topology.ts';
import type { NamespaceFacts } from './namespaces/namespace-facts.ts';
import type { Namespace } from './namespaces/resolve-namespaces.ts';
import type { Segments } from './networks/build-segments.ts';
import type { EngineBehaviour } from './networks/engine-behaviour.ts';
import type { Evidence, Family, ReachOptions } from './reach-model.ts';
import { type BitRow, newRow, setBit } from './rows/bit-row.ts';
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
  /** By segment index: all services that live on it, joined ones too. */
  readonly members: readonly BitRow[];
  /** By segment index: the services that own a place on it, and so a name (D6). */
  readonly owners: readonly BitRow[];
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
