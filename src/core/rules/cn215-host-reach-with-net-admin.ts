// CN215. Owns: services confined to internal networks that have the capability to change their own routes.

import { itemPlace } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN215',
  slug: 'host-reach-with-net-admin',
  title: 'Internal-only service with NET_ADMIN reaches every host address',
  why: "An internal network gives its members no route beyond it. With NET_ADMIN a container can add a route through the bridge's address, and its programs then reach every listener on any address of the host. A program that binds its TCP socket to the device gets there without any capability (E3), so dropping NET_ADMIN closes only the plain way; gateway_mode isolated removes the host's address from the network.",
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
