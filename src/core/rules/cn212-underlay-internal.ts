// CN212. Owns: macvlan and ipvlan networks that are internal and have a parent.

import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN212',
  slug: 'underlay-internal',
  title: 'Internal macvlan or ipvlan network is still on the physical network',
  why: 'With a parent interface the members are on the physical network, with their own addresses. The internal option only leaves out the default route: neighbours on the physical network still reach every port.',
  severity: 'error',
  source: 'V1 (measured)',
  *check({ topology }) {
    for (const [key, network] of topology.networks) {
      if (network.internal !== true || network.external !== false) continue;
      const parent = network.driverOpts.get('parent') ?? '';
      if (parent === '' || (network.driver !== 'macvlan' && network.driver !== 'ipvlan')) continue;
      yield {
        subjects: [`network:${key}`],
        message: `${key} is internal and has the parent ${parent}: its members are on that physical network and answer there. Remove parent, or do not rely on internal.`,
        at: ['networks', key, 'internal'],
        fixes: [
          {
            title: `Remove the parent of ${key}`,
            safe: false,
            operations: [{ type: 'driver-opt', network: key, key: 'parent', value: '' }],
          },
        ],
        evidence: [key, network.driver],
      };
    }
  },
};
