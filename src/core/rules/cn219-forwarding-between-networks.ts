// CN219. Owns: forwarding that is switched on between networks. NET_ADMIN there is CN506.

import { forwarding } from '../blast/transit.ts';
import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { catalogueEntry } from '../images/catalogue.ts';

export const rule: Rule = {
  id: 'CN219',
  slug: 'forwarding-between-networks',
  title: 'Container forwards packets between its networks',
  why: 'Two networks stay separate because no container on both forwards packets between them. A container with forwarding switched on does: only the routes and the NAT inside that container then limit the traffic between the two networks.',
  severity: 'warning',
  source: 'T2, T3, T4 (measured)',
  reads: ['sysctls'],
  concerns: ({ service, facts }) => service.sysctls.length > 0 && facts.networks.length >= 2,
  *checkService({ service, facts }) {
    const switches = forwarding(service);
    const [first] = switches;
    if (!first) return;
    const keys = switches.map(({ key }) => key);
    yield {
      // A VPN forwards on purpose.
      severity: catalogueEntry(service.image)?.kind === 'vpn' ? 'info' : 'warning',
      subjects: [service.name, ...facts.networks.map((network) => `network:${network}`)],
      message: `${service.name} is on ${nameList(facts.networks)} and forwards between them (${nameList(keys)}).`,
      at: first.at,
      fixes: [
        {
          title: `Remove ${nameList(keys)}`,
          safe: false,
          operations: keys.map((item) => ({
            type: 'unset' as const,
            service: service.name,
            key: 'sysctls',
            item,
          })),
        },
      ],
      evidence: [...keys, ...facts.networks],
      parts: [
        ...keys.map((key) => ['CN219', service.name, 'sysctl', key]),
        ...facts.networks.map((network) => ['CN219', service.name, network]),
      ],
    };
  },
};
