// Everything the rows of pairs are made from, computed once per project: namespaces, their facts, members of segments.

import type { Service } from '../../compose/topology.ts';
import { type BitRow, newRow, setBit } from './bit-row.ts';
import type { EngineBehaviour } from './engine-behaviour.ts';
import type { NamespaceFacts } from './namespace-facts.ts';
import type { Namespace } from './resolve-namespaces.ts';
import type { Segment } from './segment.ts';

export interface ReachBase {
  readonly behaviour: EngineBehaviour;
  readonly services: readonly Service[];
  readonly namespaces: readonly Namespace[];
  /** Namespace of each service, by index. */
  readonly namespaceOf: readonly Namespace[];
  /** By namespace index. */
  readonly facts: readonly NamespaceFacts[];
  readonly segments: readonly Segment[];
  /** By segment index: all services that live on it, joined ones too. */
  readonly members: readonly BitRow[];
  /** By segment index: the services that own a place on it, and so a name (D6). */
  readonly owners: readonly BitRow[];
}

/** A row of all services whose namespace passes `test`. */
export function rowWhere(
  base: ReachBase,
  test: (namespace: Namespace, facts: NamespaceFacts) => boolean,
): BitRow {
  const row = newRow(base.services.length);
  for (const namespace of base.namespaces) {
    const facts = base.facts[namespace.index];
    if (!facts || !test(namespace, facts)) continue;
    for (const member of namespace.members) setBit(row, member);
  }
  return row;
}
