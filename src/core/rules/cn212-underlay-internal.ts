// CN212. Owns: macvlan and ipvlan networks that are internal and have a parent.

import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN212',
  slug: 'underlay-internal',
  title: 'Internal macvlan or ipvlan network is still on the physical network',
  why: 'With a parent interface the members stand on the physical network with addresses of their own. Internal only leaves out the default route: the neighbours there reach every port all the same.',
  severity: 'error',
  source: 'V1 (measured)',
  *check({ topology }) {
    for (const [key, network] of topology.networks) {
      if (network.internal !== true || network.external !== false) continue;
      const parent = network.driverOpts.get('parent') ?? '';
      if (parent === '' || (network.driver !== 'macvlan' && network.driver !== 'ipvlan')) continue;
      yield {
        subjects: [`network:${key}`],
        message: `${key} is internal and has the parent ${parent}: its members are on that physical network and answer there. Take parent out, or do not rely on internal.`,
        at: ['networks', key, 'internal'],
        fixes: [
          {
            title: `Take the parent from ${key}`,
            safe: false,
            operations: [{ type: 'driver-opt', network: key, key: 'parent', value: '' }],
          },
        ],
        evidence: [key, network.driver],
      };
    }
  },
};
