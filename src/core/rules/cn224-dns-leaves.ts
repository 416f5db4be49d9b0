// CN224. Owns: questions for names that leave a service that is shut in, or that is meant to leave by a tunnel.

import { keyPlace } from '../compose/places.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { holesText, limitedServices, tunnelsOf } from './facts/ways-out.ts';

export const rule: Rule = {
  id: 'CN224',
  slug: 'dns-leaves',
  title: 'Questions for names leave past what shuts a service in',
  why: 'A question for a name carries data to whoever owns that name. A service that may leave by a list alone, and still has each name of the outside looked up, can send away what it likes, a few bytes in each name. Beside a tunnel each name that is asked from the machine tells its provider where the service goes.',
  remediation:
    'Behind a proxy, remove `dns` from the service, so that no server answers it names of the outside: its proxy looks them up. Beside a tunnel, let the container of the VPN ask: its own server of names, or a server behind the tunnel in `dns`.',
  severity: 'warning',
  source: 'LV3, LV4, LV33 (measured)',
  reads: ['dns', 'environment', 'env_file', 'network_mode'],
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
    for (const { owner, members, holes } of tunnelsOf(context)) {
      const found = holes.filter(({ kind }) => kind === 'names');
      if (found.length === 0) continue;
      yield {
        subjects: [owner.name, ...members.map(({ name }) => name)],
        message: `${holesText(found)} ${beside}`,
        at: keyPlace(owner, owner.dns.length > 0 ? 'dns' : 'environment'),
        evidence: [owner.name, ...found.map(({ id }) => id), ...owner.dns],
      };
    }
  },
};

const beside = 'Let the container of the VPN ask for names, or give it a server behind the tunnel in `dns`.';

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
