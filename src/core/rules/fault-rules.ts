// The rules that each report one kind of fault found by the readers of proxies. Each has its examples beside it, as every rule does.

import type { Report, Rule, Severity } from '../findings/finding.ts';
import type { Fault, FaultKind } from '../ways-in/faults.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { believedStrangers } from './facts/believed-strangers.ts';
import { labelFixes, pathOf } from './facts/ways-reports.ts';

interface FaultRule extends Omit<Rule, 'checkWays'> {
  readonly kind: FaultKind;
  /** The severity of a fault that admits somebody who should be kept out. */
  readonly opens?: Severity;
  /** The severity of a fault without an effect so far. */
  readonly minor?: Severity;
  /** True for a fault that a graver rule reports. */
  isGraver?(facts: WaysFacts, fault: Fault): boolean;
}

const table: readonly FaultRule[] = [
  // Routers on entry points that the proxy does not have.
  {
    id: 'CN123',
    slug: 'entrance-missing',
    title: 'A route names an entry point that does not exist',
    why: 'Traefik does not serve a router on an entry point that it does not have, and says so only in its log. The host name is then not served at all, or by a less specific router.',
    remediation:
      'In the label or on the line that the finding names, use an entry point that the proxy has, or add the missing one to its settings.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'entrance-missing',
    minor: 'info',
  },
  // Routers that name a missing middleware.
  {
    id: 'CN124',
    slug: 'guard-missing',
    title: 'A route names a login or another guard that does not exist',
    why: 'Traefik drops the whole router, not only the missing middleware. Its requests then go to a less specific router, which may have no login.',
    remediation:
      "Define the middleware in the labels or the file that the router's provider reads, or correct its name on the line that the finding names.",
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'guard-missing',
    opens: 'error',
  },
  // Routers of equal priority that match the same request.
  {
    id: 'CN127',
    slug: 'routes-tie',
    title: 'Two routes of equal rank match the same requests',
    why: 'Traefik ranks routers by the length of their rules. At each start it picks one of two equal routers, so after a restart another service may answer the same request.',
    remediation:
      'Give the router with the login a higher priority, in its label or on the line that the finding names.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'routes-tie',
    opens: 'error',
  },
  // Names of routers, services and middlewares that two containers declare.
  {
    id: 'CN128',
    slug: 'route-names-merge',
    title: 'Two containers have the same route name',
    why: 'Traefik merges the labels of all containers. Equal names with different contents cancel each other, and two services of one name become one, so requests go to each container in turn and bypass the login of the other.',
    remediation:
      'Give the router, service or middleware of one of the containers another name in its labels.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'names-merge',
    opens: 'error',
  },
  // Labels that make the proxy ignore a container.
  {
    id: 'CN129',
    slug: 'labels-dropped',
    title: 'One wrong label drops all labels of a container',
    why: 'Traefik reads the labels of a container as a whole. One unknown option makes it ignore the others too, including middlewares that other containers use.',
    remediation: 'Correct or delete the label that the finding names.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'labels-dropped',
  },
  // Settings that Traefik ignores because of another source.
  {
    id: 'CN130',
    slug: 'static-source-ignored',
    title: 'One source of settings silences another',
    why: 'Traefik takes its static settings from a file, else from flags, else from the environment, and never merges them. Settings in the other sources have no effect, without a message.',
    remediation: 'Move all settings into the source that Traefik uses, which the finding names.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'source-ignored',
    opens: 'error',
  },
  // Logins and lists of addresses without effect.
  {
    id: 'CN131',
    slug: 'guard-without-effect',
    title: 'A login or a list of addresses has no effect',
    why: 'The configuration contains the guard, but everyone gets in: the program answers before it asks, asks nobody, or replaces the outer list. Nothing in the log says so.',
    remediation: 'Change the line that the finding names: each message says what to write there.',
    severity: 'error',
    source: 'measured with Caddy 2.11 and nginx 1.22',
    kind: 'guard-without-effect',
  },
  // Sites and routes that answer every host name by mistake.
  {
    id: 'CN132',
    slug: 'site-is-every-host',
    title: 'A site answers every host name',
    why: 'A variable without a value leaves an address that matches every host name, and a TCP router for every server name takes precedence over all HTTP routers. Requests for other names end there, so their logins do not apply.',
    remediation:
      'Give the variable a value in the environment of the proxy, or write the host name on the line that the finding names.',
    severity: 'warning',
    source: 'measured with Traefik 3.7 and Caddy 2.11',
    kind: 'every-host',
    opens: 'error',
  },
  // Containers on several networks, only some of which the proxy is on.
  {
    id: 'CN133',
    slug: 'target-network-by-chance',
    title: 'Chance decides on which network the proxy asks a container',
    why: 'Traefik takes any network of the container unless a label names one, and may take another after each restart of any container. If the proxy is not on that network, requests time out after 30 seconds.',
    remediation: 'Give the container the label traefik.docker.network with a network that the proxy is on.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'network-by-chance',
  },
  // Headers and addresses that neighbours or the host can forge.
  {
    id: 'CN134',
    slug: 'header-can-be-forged',
    title: 'A header is trusted that others can send',
    why: 'Lists of addresses, logs and apps rely on X-Forwarded-For. If the proxy trusts it from private ranges, every container in them and this machine itself can claim to be any client.',
    remediation:
      'Trust only the addresses of the proxies in front of it, on the line that the finding names.',
    severity: 'warning',
    source: 'measured with Caddy 2.11',
    kind: 'header-trusted',
    // CN142: strangers can send it, too.
    isGraver: (facts, fault) => believedStrangers(facts)(fault) !== null,
  },
  // Rules that the program drops, or that match no request.
  {
    id: 'CN135',
    slug: 'route-never-matches',
    title: 'A route never takes a request',
    why: 'The program drops the rule, or reads it as one that no request matches. Another route answers for the name, or none does.',
    remediation:
      'Correct the rule or the service of the router, in its label or on the line that the finding names.',
    severity: 'warning',
    source: 'measured with Traefik 3.7',
    kind: 'never-matches',
  },
  // TLS that ends before the way to another machine.
  {
    id: 'CN138',
    slug: 'tls-ends-early',
    title: 'TLS ends and goes on in the clear to another machine',
    why: 'Visitors see a lock, but passwords cross the network between the two machines as plain text. Within one machine that is acceptable; between two it is not.',
    remediation: 'Use TLS to the other machine, on the line that the finding names.',
    severity: 'warning',
    source: 'RFC 9110',
    kind: 'tls-ends',
  },
];

export const faultRules: readonly Rule[] = table.map(({ kind, opens, minor, isGraver, ...rule }) => ({
  ...rule,
  checkWays: (facts) => faultReports(facts, kind, { opens, minor }, isGraver),
}));

/** Yields one report for each fault of a kind. */
function* faultReports(
  facts: WaysFacts,
  kind: FaultKind,
  weights: Readonly<Record<'opens' | 'minor', Severity | undefined>>,
  isGraver: FaultRule['isGraver'],
): Generator<Report> {
  for (const fault of facts.faults(kind)) {
    if (isGraver?.(facts, fault)) continue;
    const severity = fault.opens ? weights.opens : fault.minor ? weights.minor : undefined;
    const fixes = (fault.remedies ?? []).flatMap(({ title, service, key, value }) =>
      labelFixes(facts, title, service, key, value),
    );
    yield {
      ...(severity === undefined ? {} : { severity }),
      subjects: fault.services,
      message: fixes.length > 0 ? fault.text : `${fault.text} ${fault.remediation}`,
      at: pathOf(facts, fault.declaredAt, fault.services[0] ?? ''),
      fixes,
      evidence: evidenceOf(fault),
    };
  }
}

function evidenceOf({ services, about }: Fault): readonly string[] {
  return [...services, about];
}
