// CN139. Owns: lists of addresses that are compared with the gateway of a network in place of the visitors.

import type { Report, Rule } from '../findings/finding.ts';
import { overConnection } from '../ways-in/ask/ask.ts';
import { type Connection, connectToHost } from '../ways-in/ask/connect.ts';
import { zoneExamples } from '../ways-in/ask/visitors.ts';
import type { Outcome, Program, Sample } from '../ways-in/model.ts';
import { namespacePeers } from '../ways-in/network/upstreams.ts';
import type { WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { ipv4Fixes } from './facts/publishes.ts';
import { declarer, pathOf } from './facts/ways-reports.ts';

export const rule: Rule = {
  id: 'CN139',
  slug: 'list-sees-gateway',
  title: 'A list of addresses sees the gateway of a network in place of the visitors',
  why: "Where the network of a published port has no IPv6, Docker's own proxy takes connections over IPv6, and everybody arrives as the network's gateway. A list of private ranges then lets in the whole Internet, and a list of IPv6 addresses lets in nobody.",
  remediation:
    'Give the network IPv6 (enable_ipv6: true, with a daemon that writes rules for it), or publish the port over IPv4 alone (0.0.0.0:PORT:PORT).',
  severity: 'error',
  source: 'measured with Engines 26.1.5 and 29.7.2, nginx 1.26, Caddy 2.11 and HAProxy 3.0; docs/ways-in.md',
  *checkWays(facts) {
    const { reach } = facts.ways.context;
    // A machine without an address of IPv6 is asked over IPv4 alone.
    const around = reach.hostPorts?.around('ipv6');
    if (around?.length === 0 && reach.hostPorts?.around('ipv4').length !== 0) return;
    const isKnown = (around?.length ?? 0) > 0;
    for (const program of facts.ways.programs) {
      // Caddy's private_ranges are no range of its own.
      const hasLists = program.ranges.length > 0 || program.name === 'caddy';
      if (!hasLists || program.ends !== null) continue;
      const found = mistakenIn(facts, program);
      for (const mistaken of [found.letsIn, found.keepsOut])
        if (mistaken !== null)
          yield { ...reportOf(facts, program, mistaken), ...(isKnown ? {} : { certainty: 'inferred' }) };
    }
  },
};

/** A request that a list answers otherwise than it would if visitors arrived with their own addresses. */
interface Mistaken {
  readonly letsIn: boolean;
  readonly port: string;
  readonly index: number;
  readonly sample: Sample;
  readonly outcome: Outcome;
}

interface Found {
  readonly letsIn: Mistaken | null;
  readonly keepsOut: Mistaken | null;
}

/** Returns the first request over IPv6 of each kind; a proxy with several such routes has one cause. */
function mistakenIn(facts: WaysFacts, program: Program): Found {
  const { context } = facts.ways;
  const owner = context.reach.facts.get(program.service)?.owner ?? program.service;
  let [letsIn, keepsOut]: [Mistaken | null, Mistaken | null] = [null, null];
  for (const published of context.reach.facts.get(owner)?.published ?? []) {
    if (published.protocol !== 'tcp' || !/^\d+$/.test(published.hostPort)) continue;
    for (const connection of connectToHost(
      context,
      { kind: 'internet' },
      Number(published.hostPort),
      someIpv6,
    )) {
      const entrance = entranceOf(facts, program, connection);
      if (connection.kind === 'ended' || !entrance) continue;
      if (connection.examples(program.ranges).as !== 'gateway') continue;
      const own: Connection = {
        ...connection,
        examples: (ranges) => zoneExamples(context, 'internet', ranges, 'ipv6'),
      };
      for (const sample of program.samples) {
        if (!sample.entrances.includes(entrance.name)) continue;
        const asked = (one: Connection) =>
          answerOver(facts, one, sample, entrance.protocol, published.hostPort);
        const [arrived, meant] = [asked(connection), asked(own)];
        if (arrived === null || meant === null) continue;
        const base = { port: published.hostPort, index: published.index, sample };
        if (isLet(arrived) && meant.answer === 'forbidden')
          letsIn ??= { ...base, letsIn: true, outcome: meant };
        if (arrived.answer === 'forbidden' && isLet(meant))
          keepsOut ??= { ...base, letsIn: false, outcome: arrived };
      }
    }
  }
  return { letsIn, keepsOut };
}

/** An address of the documentation that stands for any. */
const someIpv6 = '[2001:db8::1]';

function entranceOf({ ways: { context } }: WaysFacts, program: Program, connection: Connection) {
  if (connection.kind === 'ended') return undefined;
  const peers = namespacePeers(context, connection.service).map(({ name }) => name);
  if (!peers.includes(program.service)) return undefined;
  return program.entrances.find(
    ({ port, protocol }) => port === connection.inside && (protocol === 'http' || protocol === 'https'),
  );
}

function answerOver(
  { ways }: WaysFacts,
  connection: Connection,
  { ask }: Sample,
  protocol: string,
  hostPort: string,
): Outcome | null {
  const scheme = protocol === 'https' ? 'https' : 'http';
  const request = { scheme, host: ask.host, path: ask.path, port: Number(hostPort), query: '' } as const;
  const { list, undecided } = overConnection(ways, connection, { ...request, authenticated: false });
  const [first, ...more] = list;
  return undecided === null && more.length === 0 ? (first ?? null) : null;
}

function isLet({ answer }: Outcome): boolean {
  return answer === 'serves' || answer === 'login' || answer === 'redirect';
}

function reportOf(
  facts: WaysFacts,
  { service }: Program,
  { letsIn, port, index, sample, outcome }: Mistaken,
): Report {
  const { context } = facts.ways;
  const owner = context.topology.services.get(context.reach.facts.get(service)?.owner ?? service);
  const network = context.reach.facts.get(service)?.gateway ?? null;
  const list = outcome.guards.find(({ kind }) => kind === 'addresses');
  const place = list?.declaredAt ?? sample.declaredAt;
  const where = `${sample.host === '*' ? `port ${port}` : `${sample.host} at port ${port}`}${sample.path === '/' ? '' : sample.path}`;
  const whose =
    network === null ? 'the gateway of its network' : `the gateway of ${network}, which has no IPv6`;
  const published =
    context.reach.facts.get(owner?.name ?? service)?.published.filter((one) => one.index === index) ?? [];
  const fixes = owner ? ipv4Fixes(owner, published) : [];
  return {
    ...(letsIn ? {} : { severity: 'warning' as const }),
    subjects: [service],
    message: `The list of addresses${declarer(place)} at ${where} of ${service} ${letsIn ? 'lets in everybody' : 'keeps out everybody'} who asks over IPv6: they arrive as ${whose}.`,
    at: pathOf(facts, place, service),
    fixes,
    evidence: [service, where, ...(network === null ? [] : [network])],
    parts: [['CN139', service, letsIn ? 'lets in' : 'keeps out']],
  };
}
