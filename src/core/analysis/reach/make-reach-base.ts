// Puts the per-project parts together: services, segments, namespaces, their facts, and members as rows of bits.

import type { Topology } from '../../compose/topology.ts';
import { asRead } from './as-read.ts';
import { activeServices } from './namespaces/active-services.ts';
import { engineEvidence } from './namespaces/evidence.ts';
import { allFacts } from './namespaces/namespace-facts.ts';
import { hasItsName, resolveNamespaces } from './namespaces/resolve-namespaces.ts';
import { buildSegments } from './networks/build-segments.ts';
import { engineBehaviour } from './networks/engine-behaviour.ts';
import type { ReachBase } from './reach-base.ts';
import type { Family, ReachOptions } from './reach-model.ts';
import { newRows, setBit } from './rows/bit-row.ts';
import { itemAt } from './rows/item-at.ts';

/** The base of all facts about pairs in `family`; `-p` outranks the file's own `name:`. Indexes are the same in both families. */
export function makeReachBase(written: Topology, options: ReachOptions, family: Family): ReachBase {
  const behaviour = engineBehaviour(options);
  const topology = asRead(written, behaviour.reading);
  const services = activeServices(topology, options.profiles);
  const indexes = new Map<string, number>();
  for (let index = 0; index < services.length; index++) indexes.set(itemAt(services, index).name, index);
  const project = options.project ?? topology.name;
  const segments = buildSegments(topology, project, behaviour, family, options.elsewhere);
  const { all: namespaces, of: namespaceOf } = resolveNamespaces(services, project, segments);
  const members = newRows(segments.all.length, services.length);
  const owners = newRows(segments.all.length, services.length);
  for (const namespace of namespaces) {
    for (const { segment } of namespace.endpoints) {
      const row = itemAt(members, segment.index);
      for (const member of namespace.members) {
        setBit(row, member);
        if (services[member] === namespace.owner && hasItsName(namespace.owner))
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
    facts: allFacts(namespaces, behaviour, family),
    segments,
    members,
    owners,
  };
}
