// CN126. Owns: routes without a login that lead to a data service.

import type { Rule } from '../findings/finding.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../ways-in/ways/ways-into.ts';
import { addressesOf, declarer, isFromOutside, labelFixes, pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN126',
  slug: 'data-route-public',
  title: 'A route without a login leads to a data service',
  why: 'A database behind a proxy is as public as one with a published port: only its own password protects it. Unless exposedByDefault is off, Traefik also serves containers without any labels.',
  remediation:
    'Remove the route on the line that the finding names, give it a login, or keep the container out of Traefik.',
  severity: 'error',
  source: 'measured with Traefik 3.7; OWASP Docker Security 5a',
  *checkWays(facts) {
    for (const service of facts.ways.context.reach.services) {
      if (!facts.isData(service)) continue;
      const open = facts
        .into(service)
        .filter(
          (way) =>
            way.through.length > 0 &&
            isFromOutside(way) &&
            (way.answer === 'open' || way.answer === 'varies'),
        );
      const [first] = open;
      if (!first) continue;
      const fixes = open.every((way) => isServedByDefault(facts, way))
        ? labelFixes(facts, 'Keep it out of Traefik', service, 'traefik.enable', 'false')
        : [];
      yield {
        certainty: 'inferred',
        subjects: [service, ...first.through],
        message: `${service} keeps data, and ${first.through.join(' and ')} leads to it from outside at ${addressesOf(open)} without a login.${fixes.length > 0 ? '' : ` Remove that route${declarer(first.declaredAt)}, or give it a login.`}`,
        at: pathOf(facts, first.declaredAt, service),
        fixes,
        evidence: [service, ...first.through],
      };
    }
  },
};

/** True when Traefik serves the container although its labels name no route. */
function isServedByDefault(
  { ways: { context, programs } }: WaysFacts,
  { service, through }: WayInto,
): boolean {
  const [proxy, ...more] = through;
  const labels = context.topology.services.get(service)?.labels ?? [];
  return (
    more.length === 0 &&
    programs.some(({ service: by, name }) => by === proxy && name === 'traefik') &&
    !labels.some(({ key }) => /^traefik\.(?:http|tcp|udp)\./i.test(key))
  );
}
