// CN825. Owns: ports on all addresses of a machine that is known to have a public one. On other machines such ports are CN101.

import { isWildcardAddress } from '../compose/bind-addresses.ts';
import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { expectedPorts } from '../intents/check-exposed.ts';
import { publicAddresses } from '../machine/firewall-facts.ts';
import { machineOf } from '../machine/machine-model.ts';
import { portReach } from '../reach/degrees.ts';
import { isResolver, loopbackFixes, openPublishes, portText } from './facts/publishes.ts';
import { isForEverybody } from './fixes/exposed-fix.ts';

export const rule: Rule = {
  id: 'CN825',
  slug: 'public-address',
  title: 'A port on all addresses of a machine with a public one',
  why: 'On a home network a port on all addresses answers the LAN. On a machine with a public address it answers the whole Internet, and scanners find it within the hour.',
  severity: 'warning',
  source: 'O1; semantics M1 (measured)',
  *check({ workspace, reach, checked }) {
    const machine = machineOf(reach.options);
    // CN701 checks a file that declares its exposed ports.
    if (!machine || expectedPorts(workspace) !== null) return;
    const addresses = publicAddresses(machine);
    if (addresses.length === 0) return;
    for (const view of checked.values()) {
      const { service } = view;
      const ports = openPublishes(view).filter(
        (port) =>
          isWildcardAddress(port.hostIp) &&
          portReach(port).internet === true &&
          (isResolver(service, port) || !isForEverybody(service, port)),
      );
      const [first] = ports;
      if (!first) continue;
      const numbers = nameList([
        ...new Set(
          ports.map(({ hostPort, containerPort }) => hostPort || `a random port for ${containerPort}`),
        ),
      ]);
      yield {
        subjects: [service.name],
        message: `${service.name} answers the whole Internet at ${numbers}: the machine has ${nameList(addresses)}, and the port is on all addresses. Bind it to the one that it serves.`,
        at: ['services', service.name, 'ports', first.index],
        fixes: loopbackFixes(service, ports),
        evidence: ports.map(portText),
        parts: ports.map((port) => ['CN825', service.name, portText(port)]),
      };
    }
  },
};
