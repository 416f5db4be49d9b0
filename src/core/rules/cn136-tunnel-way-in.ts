// CN136. Owns: tunnels, which lead in without a port.

import { nameList } from '../compose/name-list.ts';
import type { WaysRule } from '../findings/finding.ts';
import { pathOf } from './facts/ways-reports.ts';

export const cn136: WaysRule = {
  id: 'CN136',
  slug: 'tunnel-way-in',
  title: 'A tunnel leads in without a published port',
  why: 'No firewall and no port of this machine stands before it. Where it leads is set at its provider or in its own file, and it reaches whatever shares a network with it.',
  mend: 'Leave only what the tunnel may reach on its networks.',
  severity: 'info',
  source: 'docs/ways-in.md',
  *checkWays(facts) {
    const { ground, tunnels } = facts.ways;
    for (const { service, program, zone, said } of tunnels) {
      const ways = ground.reach.services.flatMap((name) =>
        facts.into(name).filter(({ through }) => through[0] === service),
      );
      const named = (sure: boolean) => [
        ...new Set(ways.filter(({ answer }) => (answer !== 'unknown') === sure).map((way) => way.service)),
      ];
      const [leads, may] = [named(true), named(false)];
      if (leads.length + may.length === 0) continue;
      const from = zone === 'internet' ? 'the Internet' : 'the tailnet';
      const parts = [
        leads.length === 0 ? '' : `leads to ${nameList(leads)}`,
        may.length === 0 ? '' : `may lead to ${nameList(may)}`,
      ].filter((part) => part !== '');
      yield {
        subjects: [service],
        message: `${service} is a tunnel (${program}) from ${from}: it ${parts.join(', and ')}. Leave only what it may reach on its networks.`,
        at: pathOf(facts, said, service),
        evidence: [service, ...leads],
      };
    }
  },
};
