// CN104. Owns: ports of services that are on internal networks only.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { networksOf } from '../compose/docker-name-of.ts';
import { freeName } from '../compose/free-name.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { loopbackOperations } from './facts/publishes.ts';

export const rule: Rule = {
  id: 'CN104',
  slug: 'dead-port-internal-only',
  title: 'Published port is dead: every network of the service is internal',
  why: 'The Engine publishes a port only through a network that is not internal. Without one it opens nothing and reports nothing, so the port looks published in the file but is unreachable.',
  severity: 'error',
  source: 'O10 (measured)',
  *check(context) {
    for (const { service, facts } of context.checked.values()) {
      if (service.ports.length === 0 || !isInternalOnly(context, service)) continue;
      if (facts.published.some(({ reachableFrom }) => reachableFrom !== 'nowhere')) continue; // SW11, PD13
      const { name } = service;
      const networks = networksOf(context.topology, service);
      const ports = service.ports.map((item) => item.raw).filter(Boolean);
      yield {
        subjects: [name, ...networks.map((network) => `network:${network}`)],
        message: `${name} publishes ${nameList(ports) || 'ports'}, but is on internal networks only (${nameList(networks)}), so no port is opened.`,
        at: ['services', name, 'ports'],
        // A20: a service that joins a network by its mode cannot be attached to another.
        fixes: [
          removePorts(service),
          ...(service.mode.kind === 'network' ? [] : attachEdge(context, service)),
        ],
        evidence: [...networks, ...service.ports.map((item) => item.raw)],
        parts: service.ports.map((item) => ['CN104', name, item.raw]),
      };
    }
  },
};

function isInternalOnly({ topology }: RuleContext, service: Service): boolean {
  const networks = networksOf(topology, service);
  return (
    networks.length > 0 &&
    networks.every((network) => {
      const facts = topology.networks.get(network);
      // The keys of an external network have no effect (N1), so its kind is unknown.
      return facts?.internal === true && facts.external === false;
    })
  );
}

function removePorts({ name }: Service): Fix {
  return {
    title: 'Remove the dead ports',
    safe: true,
    operations: [{ type: 'unset', service: name, key: 'ports', item: null }],
  };
}

function attachEdge({ topology }: RuleContext, service: Service): readonly Fix[] {
  const wide = service.ports.filter((item) => item.bindings.some(({ hostIp }) => isWildcardAddress(hostIp)));
  const binds = loopbackOperations(service, wide);
  if (!binds) return [];
  const network = freeName('edge', topology.networks);
  const operations: Operation[] = [
    { type: 'add-network', network, internal: false },
    { type: 'attach', service: service.name, network },
    ...binds,
  ];
  return [{ title: `Attach to a new network ${network}, ports on 127.0.0.1`, safe: false, operations }];
}
