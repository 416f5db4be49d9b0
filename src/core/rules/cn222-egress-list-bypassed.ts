// CN222. Owns: services that are meant to leave through a proxy with a list of names, and have another way.

import { attachmentPlace } from '../compose/places.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { holesText, limitedServices } from './facts/ways-out.ts';

export const rule: Rule = {
  id: 'CN222',
  slug: 'egress-list-bypassed',
  title: 'A list of names to leave by can be gone round',
  why: 'A proxy with a list limits a service only while the proxy is its only way out. A second network, a neighbour that leads on or an address family without the list lets everything out, whatever the variables of the service say.',
  remediation:
    'Leave the service on internal networks alone, of which the proxy is the only neighbour with a way out.',
  severity: 'error',
  source: 'LV1, LV2, LV6 (measured)',
  reads: ['environment'],
  *check(context) {
    for (const { name, leavings } of limitedServices(context)) {
      if (!leavings.isStated) continue;
      const round = leavings.holes.filter(({ kind }) => kind === 'round');
      const [first] = round;
      const service = context.topology.services.get(name);
      if (!first || !service) continue;
      const proxies = leavings.meant.map((proxy) => proxy.service);
      const { network } = first;
      yield {
        certainty: leavings.leaves.some(({ names }) => names === 'unknown') ? 'inferred' : 'certain',
        subjects: [name, ...proxies],
        message: `${name} is meant to leave through ${proxies.join(' and ')} alone. ${holesText(round)}`,
        at: network === null ? ['services', name] : attachmentPlace(service, network),
        fixes: network === null || service.attachments.length < 2 ? [] : leaveNetwork(name, network),
        evidence: [...proxies, ...round.map(({ id }) => id), network ?? ''],
      };
    }
  },
};

function leaveNetwork(service: string, network: string): readonly Fix[] {
  return [
    {
      title: `Take ${service} off ${network}`,
      safe: false,
      operations: [{ type: 'detach', service, network, last: null }],
      stops: [`${service} no longer leaves past its proxy`],
    },
  ];
}
