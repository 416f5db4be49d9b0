// CN122. Owns: routes whose target the proxy cannot reach or find.

import { nameList } from '../compose/name-list.ts';
import type { Report, Rule } from '../findings/finding.ts';
import type { Entrance, Program, Request, Sample } from '../ways-in/model.ts';
import { publicVisitor } from '../ways-in/network/addresses.ts';
import { atLine } from '../ways-in/places.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN122',
  slug: 'route-target-unreachable',
  title: 'A proxy cannot reach the target of a route',
  why: 'The proxy accepts the request but finds no service behind the route: the name does not resolve on its networks, the two share no network, or nothing listens on that port. Visitors see 502 or 504.',
  remediation:
    "Correct the name or the port on the line of the proxy's configuration that the finding names, or put the proxy and the service on one network.",
  severity: 'warning',
  source: 'measured with Traefik 3.7, Caddy 2.11 and nginx 1.22; D2, C2',
  *checkWays(facts) {
    for (const program of facts.ways.programs) {
      if (program.ends) yield exitedReport(facts, program);
      const dead = new Map<string, Sample[]>();
      const entrances = new Map<string, Entrance[]>();
      for (const entrance of program.entrances) {
        const list = entrances.get(entrance.name);
        if (list) list.push(entrance);
        else entrances.set(entrance.name, [entrance]);
      }
      for (const sample of program.samples) {
        const because = deadReason(
          program,
          sample,
          sample.entrances.flatMap((name) => entrances.get(name) ?? []),
        );
        if (because === null) continue;
        const list = dead.get(because);
        if (list) list.push(sample);
        else dead.set(because, [sample]);
      }
      for (const [because, samples] of dead) {
        const report = unreachableReport(facts, program, because, samples);
        if (report) yield report;
      }
    }
  },
};

/** Returns the report on a proxy that exits at start-up, so that none of its routes work. */
function exitedReport(facts: WaysFacts, { service, ends }: Program): Report {
  return {
    certainty: 'inferred',
    subjects: [service],
    message: `${service} exits at start-up, so none of its routes work. ${ends?.because ?? ''} Correct ${/:\d+\b/.test(ends?.because ?? '') ? 'that line' : 'its configuration'} first: nothing is served until then.`,
    at: pathOf(facts, ends?.declaredAt ?? null, service),
    evidence: [service, 'ends'],
  };
}

/** Returns the reason why no service answers, when it is the same on every entrance and in every case. */
function deadReason({ answer }: Program, { ask }: Sample, entrances: readonly Entrance[]): string | null {
  let because: string | null = null;
  for (const { port, protocol } of entrances) {
    if (protocol === 'udp') continue;
    for (const scheme of ['http', 'https'] as const) {
      const request: Request = {
        scheme,
        ...ask,
        port,
        inside: port,
        query: '',
        source: publicVisitor,
        authenticated: true,
      };
      const { list } = answer(request);
      // Schemes that differ from the scheme of the entry point, and redirections to the other scheme.
      if (list.every((one) => ['no-tls', 'redirect', 'not-found', 'refused', 'error'].includes(one.answer)))
        continue;
      if (list.some((one) => one.answer !== 'bad-gateway' || one.because === null)) return null;
      because ??= list[0]?.because ?? null;
    }
  }
  return because;
}

function unreachableReport(
  facts: WaysFacts,
  { service }: Program,
  because: string,
  samples: readonly Sample[],
): Report | null {
  const names = [
    ...new Set(
      samples.map(({ host, path }) => (host === '*' ? 'any host name' : host) + (path === '/' ? '' : path)),
    ),
  ];
  const [first] = samples;
  const at = pathOf(facts, first?.declaredAt ?? null, service);
  const declarer = at[0] === 'services' && typeof at[1] === 'string' ? at[1] : service;
  if (declarer !== service && facts.isReportedByLabels(service, declarer)) return null;
  return {
    subjects: declarer === service ? [service] : [declarer, service],
    message: `${service} accepts requests for ${nameList(names)} but reaches no service behind them: ${because} Correct the name or the port${atLine(first?.declaredAt ?? null)}, or attach both to one network.`,
    at,
    evidence: [service, because],
  };
}
