// The state of a reach with a few services replaced: namespaces, facts, members, and the rows that still hold.

import type { Service, Topology } from '../../compose/topology.ts';
import type { ServiceFacts } from '../reach-model.ts';
import { type BitRow, clearBit, setBit } from './bit-row.ts';
import { changedServices } from './changed-services.ts';
import { itemAt } from './item-at.ts';
import { keptRows } from './kept-rows.ts';
import { namespaceFacts } from './namespace-facts.ts';
import type { ReachBase } from './reach-base.ts';
import type { ReachState } from './reach-state.ts';
import { endpointsOf, type Namespace } from './resolve-namespaces.ts';
import { serviceFacts } from './service-facts.ts';

/** The state for `topology`; null where it has to be made from scratch. */
export function replaceServices(before: ReachState, topology: Topology): ReachState | null {
  const changes = changedServices(before.base, topology);
  if (!changes) return null;
  const base = replaceIn(before.base, topology, changes.services, changes.changed);
  const facts = before.facts && replaceFacts(before.facts, base, changes.changed);
  return { base, names: before.names, facts, ...keptRows(before, base, changes.changed) };
}

function replaceFacts(
  before: ReadonlyMap<string, ServiceFacts>,
  base: ReachBase,
  changed: readonly number[],
): ReadonlyMap<string, ServiceFacts> {
  const facts = new Map(before);
  for (const index of changed) {
    for (const member of [index, ...itemAt(base.namespaceOf, index).members]) {
      const service = itemAt(base.services, member);
      facts.set(service.name, serviceFacts(service, itemAt(base.namespaceOf, member), base));
    }
  }
  return facts;
}

function replaceIn(
  before: ReachBase,
  topology: Topology,
  services: readonly Service[],
  changed: readonly number[],
): ReachBase {
  const namespaces = [...before.namespaces];
  const namespaceOf = [...before.namespaceOf];
  const facts = [...before.facts];
  const members = [...before.members];
  const owners = [...before.owners];
  const copied = new Set<number>();
  for (const index of changed) {
    const old = itemAt(before.namespaceOf, index);
    // Who joins another namespace brings no networks and ports of its own into it.
    if (old.owner !== before.services[index]) continue;
    const owner = itemAt(services, index);
    const namespace: Namespace = { ...old, owner, endpoints: endpointsOf(owner, before.segments) };
    namespaces[namespace.index] = namespace;
    facts[namespace.index] = namespaceFacts(namespace, before.behaviour);
    for (const member of namespace.members) namespaceOf[member] = namespace;
    for (const { segment } of [...old.endpoints, ...namespace.endpoints]) {
      if (copied.has(segment.index)) continue;
      copied.add(segment.index);
      members[segment.index] = itemAt(members, segment.index).slice();
      owners[segment.index] = itemAt(owners, segment.index).slice();
    }
    moveMembers(old, namespace, members, owners, index);
  }
  return { ...before, topology, services, namespaces, namespaceOf, facts, members, owners };
}

function moveMembers(
  old: Namespace,
  namespace: Namespace,
  members: readonly BitRow[],
  owners: readonly BitRow[],
  owner: number,
): void {
  for (const { segment } of old.endpoints) {
    for (const member of old.members) clearBit(itemAt(members, segment.index), member);
    clearBit(itemAt(owners, segment.index), owner);
  }
  for (const { segment } of namespace.endpoints) {
    for (const member of namespace.members) setBit(itemAt(members, segment.index), member);
    setBit(itemAt(owners, segment.index), owner);
  }
}
