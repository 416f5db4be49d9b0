// The facts of one service, out of those of the namespace it lives in.

import type { Service } from '../../compose/topology.ts';
import type { ServiceFacts } from '../reach-model.ts';
import { namespaceEvidence } from './evidence.ts';
import { itemAt } from './item-at.ts';
import type { ReachBase } from './reach-base.ts';
import type { Namespace } from './resolve-namespaces.ts';

export function serviceFacts(service: Service, namespace: Namespace, base: ReachBase): ServiceFacts {
  const facts = itemAt(base.facts, namespace.index);
  const joined = namespace.owner !== null && namespace.owner !== service;
  const gateway = facts.gateways.length === 1 ? (facts.gateways[0] ?? null) : null;
  return {
    name: service.name,
    isolation: joined ? 'joined' : facts.isolation,
    owner: namespace.owner?.name ?? null,
    networks: facts.networks,
    // E12: the way out of an overlay is docker_gwbridge, which no file names.
    gateway: gateway?.segment.kind === 'overlay' ? null : (gateway?.key ?? null),
    egress: facts.egress,
    egressNeedsRoute: facts.egressNeedsRoute,
    toHost: facts.toHost,
    fromHost: facts.fromHost,
    fromOutside: facts.fromOutside,
    fromWire: facts.fromWire,
    evidence: namespaceEvidence(base.evidence, namespace),
    published: facts.published,
    unreadPorts: facts.unreadPorts,
  };
}
