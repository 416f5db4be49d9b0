// CN103. Owns: published ports whose host address is a variable without a value. CN101 and CN102 then do not report the open port.

import { containerText, isPortRange } from '../compose/project/ports/port-range.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { unsetAddress } from './facts/publishes.ts';

export const rule: Rule = {
  id: 'CN103',
  slug: 'host-ip-variable-unset',
  title: 'Bind address comes from a variable that is unset',
  why: 'Compose replaces a variable without a value by an empty string, and a port without an address listens on every interface of the host. A port meant for one address is then open on all of them, and the only sign is a line on standard error.',
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
        message: `${name} binds ${binding?.hostPort || item.raw} to the address in ${variable}, which has no value, so the port is open on every address of the host. Write \${${variable}:-127.0.0.1}, or set ${variable}.`,
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
              title: `Fall back to 127.0.0.1 if ${variable} is unset`,
              safe: false,
              operations: [operation],
            },
          ],
        };
      }
    }
  },
};
