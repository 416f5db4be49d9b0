// CN215. Owns: services that internal networks should keep in, with the capability to change their own routes.

import { itemPlace } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN215',
  slug: 'host-reach-with-net-admin',
  title: 'Internal-only service with NET_ADMIN reaches every host address',
  why: 'An internal network gives its members no route beyond it. NET_ADMIN lets one of them add a route over the address of the bridge, and with it any program in it reaches whatever listens on any address of the host. A program that binds its TCP socket to the device gets there without any capability (E3), so this closes the plain way alone: gateway_mode isolated takes the address of the host off the network.',
  severity: 'error',
  source: 'E3 (measured)',
  concerns: ({ service, facts }) =>
    service.capAdd.length > 0 && facts.isolation === 'internal' && facts.toHost === true,
  *checkService({ service, facts }) {
    const written = service.capAdd.find((text) => normalizeCapability(text) === 'NET_ADMIN');
    if (written === undefined || service.privileged === true) return;
    yield {
      subjects: [service.name, ...facts.networks.map((network) => `network:${network}`)],
      message: `${service.name} has only internal networks, but ${written} lets it add a route and reach every address of the host.`,
      at: itemPlace(service, 'cap_add', written),
      fixes: [
        {
          title: `Remove ${written}`,
          safe: false,
          operations: [{ type: 'cap-unadd', service: service.name, capability: written }],
        },
      ],
      evidence: ['NET_ADMIN'],
    };
  },
};
