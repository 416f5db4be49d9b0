// CN136. Owns: tunnels, which let traffic in without a published port.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { mayAnswerOutside } from '../reach/namespaces/published-ports.ts';
import type { WaysContext } from '../ways-in/ways-context.ts';
import { pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN136',
  slug: 'tunnel-way-in',
  title: 'A tunnel leads in past the published ports',
  why: 'Traffic through a tunnel bypasses the published ports and all rules about them. Its targets are set at its provider or in its own file, and it reaches every service that shares a network with it.',
  remediation: 'Keep only the services that the tunnel should reach on its networks.',
  severity: 'info',
  raisedIn: ['strict'],
  source: 'docs/ways-in.md',
  *checkWays(facts) {
    const { context, tunnels } = facts.ways;
    for (const { service, program, zone, declaredAt } of tunnels) {
      const ways = context.reach.services.flatMap((name) =>
        facts.into(name).filter(({ through }) => through[0] === service),
      );
      const named = (sure: boolean) => [
        ...new Set(ways.filter(({ answer }) => (answer !== 'unknown') === sure).map((way) => way.service)),
      ];
      const [leads, may] = [named(true), named(false)];
      if (leads.length + may.length === 0) continue;
      const from = zone === 'internet' ? 'the Internet' : 'the private network that it opens';
      const ports = portsOf(context, service);
      const parts = [
        leads.length === 0 ? '' : `leads to ${nameList(leads)}`,
        may.length === 0 ? '' : `may lead to ${nameList(may)}`,
      ].filter((part) => part !== '');
      yield {
        subjects: [service],
        message: `${service} is a tunnel (${program}) from ${from}${ports === '' ? '' : `, entered at ${ports} of this machine`}: it ${parts.join(', and ')}. Keep only the services that it should reach on its networks.`,
        at: pathOf(facts, declaredAt, service),
        evidence: [service, ...leads],
      };
    }
  },
};

/** Returns the ports at which peers reach a tunnel, as `port 51820/udp`; '' for a tunnel that connects outward. */
function portsOf({ reach }: WaysContext, service: string): string {
  const published = reach.facts.get(service)?.published ?? [];
  const words = published.filter(mayAnswerOutside).map(({ hostPort, protocol }) => `${hostPort}/${protocol}`);
  return words.length === 0 ? '' : `port ${nameList([...new Set(words)])}`;
}
