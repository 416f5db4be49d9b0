// CN142. Owns: proxies that believe X-Forwarded-For of strangers. What only neighbours and the host can forge is CN134.

import type { Rule } from '../findings/finding.ts';
import { believedStrangers } from './facts/believed-strangers.ts';
import { ipv4Fixes } from './facts/publishes.ts';
import { pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN142',
  slug: 'trusts-forwarded-for',
  title: 'A proxy believes X-Forwarded-For of strangers',
  why: "A proxy that trusts the sender takes the visitor's address from X-Forwarded-For. If every address is trusted, or everybody arrives as the gateway of a network that is, any visitor says who they are: lists of addresses, limits and logs go by what they say.",
  remediation:
    'Trust only the addresses of the proxies in front of it, on the line that the finding names; over IPv6, give the network IPv6 or publish the port over IPv4 alone (0.0.0.0:PORT:PORT).',
  severity: 'warning',
  source: 'measured with Engines 26.1.5 and 29.7.2, nginx 1.26, Caddy 2.11 and Traefik 3.7; docs/ways-in.md',
  *checkWays(facts) {
    const { context } = facts.ways;
    for (const fault of facts.faults('header-trusted')) {
      const found = believedStrangers(facts)(fault);
      const [service = ''] = fault.services;
      if (found === null) continue;
      const { port, index, family, network } = found;
      const whose = network === null ? 'its network' : network;
      const how =
        family === null
          ? 'it trusts every address'
          : `over ${family === 'ipv6' ? 'IPv6' : 'IPv4'} they arrive as the gateway of ${whose}, which it trusts`;
      const owner = context.topology.services.get(context.reach.facts.get(service)?.owner ?? service);
      const published =
        context.reach.facts.get(owner?.name ?? service)?.published.filter((one) => one.index === index) ?? [];
      yield {
        subjects: [service],
        message: `${service} believes X-Forwarded-For of any visitor of port ${port}: ${how}. ${fault.remediation}`,
        at: pathOf(facts, fault.declaredAt, service),
        fixes: family !== 'ipv6' || !owner ? [] : ipv4Fixes(owner, published),
        evidence: [service, fault.about, ...(network === null ? [] : [network])],
        parts: [['CN142', service, fault.about]],
      };
    }
  },
};
