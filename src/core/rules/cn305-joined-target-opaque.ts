// CN305. Owns: services that join a container by its name.

import type { Report, RuleExamples, ServiceRule } from '../findings/finding.ts';

export const cn305: ServiceRule = {
  id: 'CN305',
  slug: 'joined-target-opaque',
  title: 'Joined to a container this file does not manage',
  why: 'Its networks, its ports and its way out are those of a container that is not here: nothing can be said of them. Compose does not start the other one first either.',
  severity: 'warning',
  source: 'A8, C1',
  *checkService({ service: { name, mode }, facts }) {
    if (mode.kind !== 'container') return;
    const { owner } = facts;
    const report: Report = {
      subjects: [name],
      message: `${name} joins the container ${mode.of}, which this file does not manage: what it reaches is unknown.`,
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

export const cn305Examples: RuleExamples = {
  invalid: [
    'services:\n  torrent:\n    image: example/torrent:1\n    network_mode: container:gluetun\n',
    'services:\n  vpn:\n    image: example/vpn:1\n    container_name: tunnel\n  torrent:\n    image: example/torrent:1\n    network_mode: container:tunnel\n',
  ],
  valid: [
    'services:\n  vpn:\n    image: example/vpn:1\n  torrent:\n    image: example/torrent:1\n    network_mode: service:vpn\n',
    'services:\n  vpn:\n    image: example/vpn:1\n    container_name: tunnel\n',
  ],
};
