// CN821. Owns: published ports that answer although the firewall of a known machine denies them. Open ports as such are CN101 and CN102.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { machineReachOf } from '../machine/machine-model.ts';
import { answersDespiteFirewall, firewallTitle, placesText } from '../machine/wall.ts';
import { loopbackFixes, openPublishes, portText } from './facts/publishes.ts';

export const rule: Rule = {
  id: 'CN821',
  slug: 'firewall-does-not-stop',
  title: 'The firewall says deny, and the published port answers',
  why: "Docker translates packets for a published port first and then forwards them, so they do not pass the chains in which ufw and most people write deny rules. The firewall's own list still shows the port as closed.",
  severity: 'warning',
  source: 'semantics M2, M5 (measured)',
  *check({ reach, checked }) {
    const known = machineReachOf(reach);
    if (!known) return;
    const firewall = firewallTitle(known.machine);
    for (const view of checked.values()) {
      const { service, facts } = view;
      const open = openPublishes(view).flatMap((port) => {
        const from = answersDespiteFirewall(known, service.name, facts.published.indexOf(port), port);
        return from.length > 0 ? [{ port, from }] : [];
      });
      const [first] = open;
      if (!first) continue;
      const ports = open.map(({ port }) => port);
      const numbers = nameList([...new Set(ports.map(({ hostPort }) => hostPort))]);
      const from = (['internet', 'lan'] as const).filter((place) =>
        open.some((port) => port.from.includes(place)),
      );
      yield {
        subjects: [service.name],
        message: `${service.name} answers ${placesText(from)} at ${numbers}, though ${firewall} denies it: Docker forwards published ports, so rules about the host itself do not apply. A rule in DOCKER-USER closes it (bulkhead firewall writes one).`,
        at: ['services', service.name, 'ports', first.port.index],
        fixes: loopbackFixes(service, ports),
        evidence: [...from, ...ports.map(portText)],
        parts: ports.map((port) => ['CN821', service.name, portText(port)]),
      };
    }
  },
};
