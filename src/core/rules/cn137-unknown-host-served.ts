// CN137. Owns: services that answer requests for unknown host names.

import type { Rule } from '../findings/finding.ts';
import type { Program, Request } from '../ways-in/model.ts';
import { publicVisitor } from '../ways-in/network/addresses.ts';
import type { SourceLocation } from '../ways-in/places.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { declarer, isFromOutside, pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN137',
  slug: 'unknown-host-served',
  title: 'A service answers requests for unknown host names',
  why: 'Scanners send requests to an address, not to a host name. The proxy hands them to its first server or to a route without a host, so that service is exposed to every scanner, even if it has a login under its own name.',
  remediation:
    'Add a default server that answers 404, or name the hosts of the route that the finding names.',
  severity: 'info',
  raisedIn: ['strict'],
  source: 'measured with Traefik 3.7, Caddy 2.11 and nginx 1.22',
  *checkWays(facts) {
    for (const program of facts.ways.programs) {
      // With one host name or none, the service is the only one behind the proxy.
      if (
        program.ends ||
        new Set(program.samples.map(({ host }) => host).filter((host) => host !== '*')).size < 2
      )
        continue;
      const asked = new Set<string>();
      for (const entrance of program.entrances) {
        const found =
          entrance.protocol === 'udp'
            ? null
            : catchAllTarget(program, entrance.port, entrance.protocol === 'https');
        if (found === null) continue;
        const { by, route } = found;
        if (asked.has(by) || !isPublic(facts, program, entrance.name)) continue;
        asked.add(by);
        const hasLogin = facts.into(by).some(({ answer }) => answer === 'guarded');
        yield {
          ...(hasLogin ? { severity: 'warning' as const } : {}),
          subjects: [by, program.service],
          message: `${program.service} hands requests for unknown host names on ${entrance.name} to ${by}${hasLogin ? ', which has a login under its own name' : ''}. ${remediationOf(program.name, route)}`,
          at: pathOf(facts, entrance.declaredAt, program.service),
          evidence: [by, program.service],
        };
      }
    }
  },
};

/** Returns the remediation: host names for that route, or a catch-all route before it. */
function remediationOf(program: string, route: SourceLocation): string {
  return program === 'nginx'
    ? `Add a server with default_server that answers 404${route === null ? '' : `, beside this one${declarer(route)}`}.`
    : `Name the hosts of that route${declarer(route)}.`;
}

/** Returns the service that answers an unknown host name without a login, and its route; null for none, and when it is unknown. */
function catchAllTarget(
  { answer }: Program,
  port: number,
  isTls: boolean,
): { readonly by: string; readonly route: SourceLocation } | null {
  const request: Request = {
    scheme: isTls ? 'https' : 'http',
    host: 'unknown-name.invalid',
    port,
    inside: port,
    path: '/',
    query: '',
    source: publicVisitor,
    authenticated: false,
  };
  const { list, undecided } = answer(request);
  if (undecided !== null) return null;
  const found = list.find((one) => one.answer === 'serves' && one.guards.length === 0);
  if (found === undefined || found.by === null) return null;
  return { by: found.by, route: found.way.findLast(({ kind }) => kind === 'route')?.declaredAt ?? null };
}

/** True when the outside reaches a program through this entrance. */
function isPublic(facts: WaysFacts, { service }: Program, entrance: string): boolean {
  return facts.ways.context.reach.services.some((name) =>
    facts
      .into(name)
      .some((way) => isFromOutside(way) && way.through.includes(service) && way.entrance.name === entrance),
  );
}
