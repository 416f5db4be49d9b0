// CN103. Owns: published ports whose host address is a variable without a value. Their open port is then not reported by CN101 or CN102.

import { containerText, isPortRange } from '../compose/project/ports/port-range.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { unsetAddress } from './facts/publishes.ts';

export const rule: Rule = {
  id: 'CN103',
  slug: 'host-ip-variable-unset',
  title: 'Bind address comes from a variable that is unset',
  why: 'Compose reads a variable without a value as empty, and no address means every interface of the host. What was meant to stay on one address is then open to all of them, with only a line on standard error to tell.',
  severity: 'error',
  source: 'semantics 1.2, 4.5; docker compose config (measured)',
  concerns: ({ service }) => service.ports.some(({ unset }) => unset.length > 0),
  *checkService({ service }) {
    const { name } = service;
    for (const item of service.ports) {
      const variable = unsetAddress(service, item);
      if (variable === null) continue;
      const [binding] = item.bindings;
      const report: Report = {
        subjects: [name],
        message: `${name} binds ${binding?.hostPort || item.raw} to the address in ${variable}, which has no value: the port opens on every address of the host. Write \${${variable}:-127.0.0.1}, or set ${variable}.`,
        at: ['services', name, 'ports', item.index],
        evidence: [variable, binding ? containerText(binding) : ''],
      };
      if (item.bindings.length !== 1 || !binding || binding.hostPort === '' || isPortRange(binding))
        yield report;
      else {
        const operation = {
          type: 'bind' as const,
          service: name,
          hostPort: binding.hostPort,
          containerPort: String(binding.containerPort),
          hostIp: `\${${variable}:-127.0.0.1}`,
        };
        yield {
          ...report,
          fixes: [
            {
              title: `Fall back to 127.0.0.1 where ${variable} is unset`,
              safe: false,
              operations: [operation],
            },
          ],
        };
      }
    }
  },
};
