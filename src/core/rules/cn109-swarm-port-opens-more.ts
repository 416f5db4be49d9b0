// CN109. Owns: ports that Swarm opens further than the file says: loopback addresses, internal networks, other services that listen on the
// same number.

import { nameList } from '../compose/name-list.ts';
import type { Report, Rule } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { loopbackPrefix } from '../reach/as-read.ts';
import { hasIngressPort, ingressMatches } from '../reach/namespaces/ingress-ports.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';

export const rule: Rule = {
  id: 'CN109',
  slug: 'swarm-port-opens-more',
  title: 'In a swarm the port opens more than itself',
  why: 'Swarm ignores the address in front of a port, gives a service on internal networks a way out with the first port it publishes, and lets every task reach other services that listen on a published number. The file shows none of this.',
  severity: 'warning',
  source: 'SW6, SW11 (documentation), SW12 (measured)',
  *check({ checked, reach, topology }) {
    if (!engineBehaviour(reach.options).gatewayBridge) return;
    const active = reach.services.flatMap((name) => topology.services.get(name) ?? []);
    const publishes = active.some(hasIngressPort);
    for (const view of checked.values()) {
      yield* droppedAddress(view);
      yield* openedInternal(view);
      if (!publishes || view.service.isProvider) continue;
      const hits = ingressMatches(active, view.service).filter(({ publisher }) => publisher !== view.service);
      const [first] = hits;
      if (!first || view.facts.egress === false || view.facts.isolation === 'open') continue;
      const { name } = view.service;
      const numbers = [...new Set(hits.map(({ port }) => String(port)))];
      const publishers = [...new Set(hits.map(({ publisher }) => publisher.name))];
      yield {
        subjects: [name, ...publishers],
        message: `${name} listens on ${nameList(numbers)}, which ${nameList(publishers)} publishes in ingress mode: every task with a way out reaches it there, whatever its networks.`,
        at: ['services', name],
        evidence: ['number', ...numbers, ...publishers],
        parts: hits.map(({ port, publisher }) => ['CN109', name, String(port), publisher.name]),
      };
    }
  },
};

/** Reports ports whose host address Swarm drops (SW12). */
function* droppedAddress({ service, facts }: ServiceView): Iterable<Report> {
  const items = service.ports.filter(({ form, raw }) => form === 'short' && loopbackPrefix.test(raw));
  const [first] = items;
  if (!first || facts.fromOutside === false) return;
  yield {
    subjects: [service.name],
    message: `${service.name} publishes ${nameList(items.map(({ raw }) => raw))}, but Swarm ignores the address: it answers on every address of every machine.`,
    at: ['services', service.name, 'ports', first.index],
    evidence: ['address', ...items.map(({ raw }) => raw)],
    parts: items.map(({ raw }) => ['CN109', service.name, raw]),
  };
}

/** Reports ports that Swarm opens although the service is on internal networks only (SW11). */
function* openedInternal({ service, facts }: ServiceView): Iterable<Report> {
  if (facts.isolation !== 'internal' || facts.owner !== service.name || !hasIngressPort(service)) return;
  const items = service.ports.filter(({ mode }) => mode !== 'host');
  yield {
    subjects: [service.name, ...facts.networks.map((network) => `network:${network}`)],
    message: `${service.name} is on internal networks only (${nameList(facts.networks)}), but publishes ${nameList(items.map(({ raw }) => raw))}: in a swarm this gives it a way out, lets it reach the host, and opens it to the outside.`,
    at: ['services', service.name, 'ports'],
    evidence: ['internal', ...facts.networks, ...items.map(({ raw }) => raw)],
    parts: items.map(({ raw }) => ['CN109', service.name, 'internal', raw]),
  };
}
