// CN125. Owns: dashboards and interfaces of proxies that answer without a login.

import { nameList } from '../compose/name-list.ts';
import type { Report, Rule } from '../findings/finding.ts';
import { overConnection } from '../ways-in/ask/ask.ts';
import { connectToService } from '../ways-in/ask/connect.ts';
import type { Program, Sample } from '../ways-in/model.ts';
import { originOf, readHttpUrl } from '../ways-in/urls.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../ways-in/ways/ways-into.ts';
import { addressesOf, closePublished, declarer, isFromOutside, pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN125',
  slug: 'admin-open',
  title: 'The dashboard or interface of a proxy answers without a login',
  why: "The interface shows every route, host name and middleware. Caddy's interface also changes them, and anyone who can change the proxy's configuration can read every request that passes.",
  remediation:
    'Close the port, give the route of the interface a login, or turn the interface off in the settings of the proxy.',
  severity: 'error',
  source: 'measured with Traefik 3.7 and Caddy 2.11',
  *checkWays(facts) {
    for (const program of facts.ways.programs) {
      const samples = program.samples.filter(({ admin }) => admin);
      if (samples.length === 0 || program.ends) continue;
      const open = facts
        .into(program.service)
        .filter(
          (way) =>
            isFromOutside(way) &&
            (way.answer === 'open' || way.answer === 'varies') &&
            samples.some(
              ({ host, path, entrances }) =>
                host === way.host && path === way.path && entrances.includes(way.entrance.name ?? ''),
            ),
        );
      const [first] = open;
      if (first) {
        const bound = new Set(open.map(({ entrance }) => entrance.published ?? ''));
        const fixes = leadOnlyToInterface(program, open) ? closePublished(facts, program.service, bound) : [];
        yield {
          subjects: [program.service],
          message: `The interface of ${program.service} answers from outside at ${addressesOf(open)} and asks for no login.${fixes.length > 0 ? '' : ` Give its route a login${declarer(first.declaredAt)}, or turn it off.`}`,
          at: pathOf(facts, first.declaredAt, program.service),
          fixes,
          evidence: [
            program.service,
            ...open.map(({ host, path, entrance }) => `${entrance.name} ${host}${path}`),
          ],
        };
        continue;
      }
      const report = neighbourReport(facts, program, samples);
      if (report) yield report;
    }
  },
};

/** True when these entrances lead to nothing but the interface, so that they can be closed. */
function leadOnlyToInterface({ samples }: Program, open: readonly WayInto[]): boolean {
  const names = new Set(open.map(({ entrance }) => entrance.name ?? ''));
  return samples.every(({ admin, entrances }) => admin || !entrances.some((name) => names.has(name)));
}

function neighbourReport(facts: WaysFacts, program: Program, samples: readonly Sample[]): Report | null {
  const { ways } = facts;
  const { reach } = ways.context;
  const { service } = program;
  const own = reach.facts.get(service)?.networks ?? [];
  for (const { ask, entrances, declaredAt } of samples) {
    const entrance = program.entrances.find(
      ({ name, protocol }) => entrances.includes(name) && protocol === 'http',
    );
    const url = entrance && readHttpUrl(originOf('http', ask.host, entrance.port) + ask.path);
    if (!entrance || !url) continue;
    const who = reach.services.filter((name) => {
      if (name === service || reach.direct(name, service) !== true) return false;
      const from = { kind: 'service', name } as const;
      const connection = connectToService(ways.context, from, { service, network: null }, entrance.port);
      const { list } = overConnection(ways, connection, { ...url, authenticated: false });
      return list.some(
        ({ answer, own: itself, guards }) => answer === 'serves' && itself && guards.length === 0,
      );
    });
    const strangers = who.filter((name) => !facts.needs(name, service));
    if (strangers.length === 0) continue;
    return {
      severity: 'warning',
      subjects: [service],
      message: `The interface of ${service} on port ${entrance.port} asks for no login, and ${nameList(strangers)} on ${nameList(own)} ${strangers.length === 1 ? 'reaches' : 'reach'} it. Turn it off${declarer(declaredAt)}, or give the proxy a separate network with each service.`,
      at: pathOf(facts, declaredAt, service),
      evidence: [service, 'neighbours', String(entrance.port)],
    };
  }
  return null;
}
