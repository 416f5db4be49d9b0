// CN224. Owns: questions for names that leave a service that is shut in.

import { keyPlace } from '../compose/places.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { holesText, limitedServices } from './facts/ways-out.ts';

export const rule: Rule = {
  id: 'CN224',
  slug: 'dns-leaves',
  title: 'Questions for names leave a service that is shut in',
  why: 'A question for a name carries data to whoever owns that name. A service that may leave by a list alone, and still has each name of the outside looked up, can send away what it likes, a few bytes in each name.',
  remediation:
    'Remove `dns` from the service, so that no server answers it names of the outside: its proxy looks them up.',
  severity: 'warning',
  source: 'LV3, LV4 (measured)',
  reads: ['dns', 'environment'],
  *check(context) {
    for (const { name, leavings } of limitedServices(context)) {
      if (!leavings.isStated) continue;
      const found = leavings.holes.filter(({ kind }) => kind === 'names');
      const service = context.topology.services.get(name);
      if (found.length === 0 || !service) continue;
      yield {
        subjects: [name],
        message: holesText(found),
        at: keyPlace(service, 'dns'),
        fixes: service.dns.length === 0 ? [] : withoutServers(name),
        evidence: [name, ...service.dns],
      };
    }
  },
};

function withoutServers(service: string): readonly Fix[] {
  return [
    {
      title: `Remove the servers for names of ${service}`,
      safe: false,
      operations: [{ type: 'unset', service, key: 'dns', item: null }],
      stops: [`${service} gets no answers to questions for names of the outside`],
    },
  ];
}
