// CN105. Owns: ports of services whose own mode is `host` or `none`. Joined services are CN106.

import type { Rule } from '../findings/finding.ts';
import { engineBehaviour } from '../reach/networks/engine-behaviour.ts';

export const rule: Rule = {
  id: 'CN105',
  slug: 'dead-port-host-or-none',
  title: 'Published ports have no effect in host or none mode',
  why: 'In host mode every listening port is already open, and in none mode there is no network to publish from. The Engine drops the list of ports, which misleads anyone who reads the file.',
  severity: 'warning',
  source: 'A11, A12 (measured)',
  // SW15: a stack has no network_mode.
  applies: ({ reach }) => engineBehaviour(reach.options).fileDialect !== 'stack',
  concerns: ({ service: { ports, mode } }) =>
    ports.length > 0 && (mode.kind === 'host' || mode.kind === 'none'),
  *checkService({ service }) {
    const {
      name,
      mode: { kind: mode },
      ports,
    } = service;
    yield {
      subjects: [name],
      message: `${name} lists ports, but network_mode: ${mode} discards them.`,
      at: ['services', name, 'ports'],
      fixes: [
        {
          title: 'Remove the ports',
          safe: true,
          operations: [{ type: 'unset', service: name, key: 'ports', item: null }],
        },
      ],
      evidence: [mode, ...ports.map((item) => item.raw)],
      parts: ports.map((item) => ['CN105', name, mode, item.raw]),
    };
  },
};
