// CN305. Owns: services that join a container by its name.

import type { Report, Rule } from '../findings/finding.ts';

export const rule: Rule = {
  id: 'CN305',
  slug: 'joined-target-opaque',
  title: 'Joined to a container this file does not manage',
  why: 'The service has the networks, ports and way out of the other container; if no file here manages that container, they are unknown. Compose does not start the other container first either.',
  severity: 'warning',
  loweredTo: { homelab: 'info' },
  source: 'A8, C1',
  concerns: ({ service: { mode } }) => mode.kind === 'container',
  *checkService({ service: { name, mode }, facts }) {
    if (mode.kind !== 'container') return;
    const { owner } = facts;
    const report: Report = {
      subjects: [name],
      message: `${name} joins the container ${mode.of}, which this file does not manage, so its reach is unknown.`,
      at: ['services', name, 'network_mode'],
      evidence: [mode.of],
    };
    if (owner === null || owner === name) yield report;
    else {
      yield {
        ...report,
        severity: 'info',
        message: `${name} joins the container ${mode.of}, which is the service ${owner}: 'service:${owner}' also starts it first.`,
        fixes: [
          {
            title: `Join the service ${owner}`,
            safe: true,
            operations: [{ type: 'mode', service: name, mode: { kind: 'service', of: owner } }],
          },
        ],
      };
    }
  },
};
