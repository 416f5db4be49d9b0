// CN141. Owns: logins that the file itself switches off, for services that the outside reaches. A bypassed login is CN121.

import { nameList } from '../compose/name-list.ts';
import type { Report, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { publicAddresses } from '../machine/firewall-facts.ts';
import { machineOf } from '../machine/machine-model.ts';
import { assumingEachRuns } from '../ways-in/ways/ways-facts.ts';
import { openLogins } from './facts/open-logins.ts';
import { loopbackFixes, openPublishes } from './facts/publishes.ts';
import { addressesOf, isFromOutside } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN141',
  slug: 'login-switched-off',
  title: 'A login is switched off, and the outside reaches the service',
  why: 'The program can ask its users to log in, but a setting in this file turns that off. The setting is meant for a program that nobody else can reach, and here a port or a route leads to it from outside.',
  remediation: 'Turn the login on again, or close the port and give the route a login.',
  severity: 'warning',
  loweredTo: { homelab: 'warning' },
  source: 'OWASP Docker Security 5a; CWE-306',
  reads: ['environment', 'command', 'labels'],
  *check(context) {
    for (const view of context.checked.values()) {
      const [first, ...more] = openLogins(view.service);
      if (!first) continue;
      const open = wayIn(context, view);
      if (open === null) continue;
      const { name } = view.service;
      const all = [first, ...more];
      const report: Report = {
        severity: !all.some(({ admin }) => admin) ? 'info' : open.internet ? 'error' : 'warning',
        subjects: [name],
        message: `${name} asks for no login (${nameList(all.map(({ text }) => text))}), and anyone can reach it at ${open.at}.`,
        at: first.at,
        fixes: open.byPort ? loopbackFixes(view.service, openPublishes(view)) : [],
        evidence: all.map(({ text }) => text),
        parts: all.map(({ text }) => ['CN141', name, text]),
      };
      yield report;
    }
  },
};

interface OpenWay {
  readonly at: string;
  /** True when the way leads in from the Internet for certain. */
  readonly internet: boolean;
  /** True when published ports are the only way in. */
  readonly byPort: boolean;
}

/** Returns the way from outside to a service without another login before it; null without such a way, and when it is unknown. */
function wayIn({ ways, reach }: RuleContext, view: ServiceView): OpenWay | null {
  const machine = machineOf(reach.options);
  const isPublic = machine !== null && publicAddresses(machine).length > 0;
  const ports = openPublishes(view).filter(({ reachableFrom }) => reachableFrom === 'outside');
  if (ports.length > 0) {
    const numbers = new Set(
      ports.map(({ hostPort, containerPort }) => hostPort || `a random port for ${containerPort}`),
    );
    return { at: `port ${nameList([...numbers])}`, internet: isPublic, byPort: true };
  }
  const open = (ways === null ? [] : assumingEachRuns(ways).into(view.service.name)).filter(
    (way) => isFromOutside(way) && (way.answer === 'open' || way.answer === 'varies'),
  );
  if (open.length === 0) return null;
  return {
    at: addressesOf(open),
    internet: isPublic || open.some(({ zone }) => zone === 'internet'),
    byPort: false,
  };
}
