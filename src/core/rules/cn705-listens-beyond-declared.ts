// CN705. Owns: observed listening ports that the service does not declare. Published ports are CN101 and CN102.

import { containerRange, holdsPort, parsePortRange } from '../compose/project/ports/port-range.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { projectRecord } from '../needs/observed-needs.ts';

/** True when a service declares a port, by publishing or exposing it. */
function declares({ ports, expose }: Service, port: number, protocol: string): boolean {
  const published = ports.some(({ bindings }) =>
    bindings.some((binding) => binding.protocol === protocol && holdsPort(containerRange(binding), port)),
  );
  if (published) return true;
  return expose.some((item) => {
    const [text = '', by = 'tcp'] = item.split('/');
    const range = parsePortRange(text);
    return by === protocol && range !== null && holdsPort(range, port);
  });
}

const loopback = /^(127\.|::1$)/;

export const rule: Rule = {
  id: 'CN705',
  slug: 'listens-beyond-declared',
  title: 'A service listens on more than it declares',
  why: 'Every neighbour on its networks can connect to this port, although the file declares only others. Often it is a forgotten port for administration or metrics.',
  severity: 'warning',
  source: 'bulkhead observe; docs/observe.md',
  *check(context) {
    const record = projectRecord(context.options);
    if (record === null) return;
    const reported = new Set<string>();
    for (const { service: name, address, port, protocol } of record.listening) {
      const service = context.topology.services.get(name);
      // A file that declares no port says nothing about ports.
      if (service === undefined || (service.ports.length === 0 && service.expose.length === 0)) continue;
      if (loopback.test(address) || declares(service, port, protocol)) continue;
      const key = `${name} ${port}/${protocol}`;
      if (reported.has(key)) continue;
      reported.add(key);
      yield {
        subjects: [name],
        message: `${name} was seen to listen at ${port}/${protocol} on ${isAny(address) ? 'all its addresses' : address}, which the file does not declare.`,
        at: ['services', name],
        evidence: [name, String(port), protocol],
      };
    }
  },
};

function isAny(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}
