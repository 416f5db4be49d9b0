// CN308. Owns: services that join one of several replicas.

import type { Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN308',
  slug: 'scaled-owner',
  title: 'Joined to a service that runs more than once',
  why: 'A service joins only one network namespace, that of the first replica. The other replicas run without it, and nothing reports this.',
  severity: 'warning',
  source: 'A8 (measured)',
  reads: ['deploy'],
  concerns: ({ owner }) => owner !== null && owner.replicas >= 2,
  *checkService({ service: { name }, owner }) {
    if (!owner || owner.name === name || owner.replicas < 2) return;
    yield {
      subjects: [name, owner.name],
      message: `${name} joins the first of ${owner.replicas} replicas of ${owner.name}; the others run without it.`,
      at: ['services', name, 'network_mode'],
      fixes: [
        {
          title: `Run ${owner.name} once`,
          safe: false,
          operations: [{ type: 'replicas', service: owner.name, count: 1 }],
        },
      ],
      evidence: [owner.name, String(owner.replicas)],
    };
  },
};
