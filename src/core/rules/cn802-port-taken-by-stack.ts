// CN802. Owns: one host port that services of several stacks claim. Within one stack that is CN107.

import { rangeText } from '../compose/project/ports/port-range.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { stackServiceOf } from '../host/stack-service.ts';
import { type PortClaim, portClaims } from '../reach/port-claims.ts';
import { fewNames, isOneProject } from './facts/host-networks.ts';
import { nextPort, portMeetings } from './facts/port-meetings.ts';

/** A claim on a port of the host; `service` is `STACK/SERVICE`. */
interface HostClaim extends PortClaim {
  readonly stack: string;
}

/** Ports of the host that several stacks claim: the first claim, and its rivals in order. */
interface Clash {
  readonly first: HostClaim;
  readonly rivals: HostClaim[];
  readonly ports: string[];
}

export const rule: Rule = {
  id: 'CN802',
  slug: 'port-taken-by-stack',
  title: 'Several stacks publish one port of the host',
  why: 'A host port can be bound only once. The stack that starts second fails with "port is already allocated", and after a restart it may be the other one.',
  severity: 'error',
  source: 'semantics 1.2, F4 (measured)',
  *checkStacks(context) {
    const claims = portClaims(context).map(
      (claim): HostClaim => ({ ...claim, stack: splitHostName(claim.service).stack }),
    );
    for (const { first, rivals, ports } of clashesOf(context, claims)) {
      const [culprit] = rivals;
      if (culprit === undefined) continue;
      const services = [...new Set(rivals.map(({ service }) => service))];
      const others = services.slice(1);
      yield {
        stack: culprit.stack,
        subjects: [culprit.service, first.service, ...others],
        message:
          others.length === 0
            ? `${culprit.service} publishes host port ${fewNames(ports)}, and so does ${first.service}: only one of the two can run.`
            : `${fewNames([first.service, ...services])} publish host port ${fewNames(ports)}: only one of them can run.`,
        at: ['services', splitHostName(culprit.service).service, 'ports', culprit.index],
        fixes: renumber(context, rivals, claims),
        evidence: [first.service, ...others, ...ports],
        parts: services.flatMap((service) => ports.map((port) => ['CN802', service, port])),
      };
    }
  },
};

/** Returns one clash for each port that is claimed again; ports with the same claims are one clash. */
function clashesOf(context: HostFacts, claims: readonly HostClaim[]): readonly Clash[] {
  const byPort = new Map<string, Clash>();
  const meetings = portMeetings(claims, (one, other) => !isOneProject(context, one.stack, other.stack));
  for (const meeting of meetings) {
    const { earlier, later } = meeting;
    const words = `${rangeText(meeting)}/${later.protocol}`;
    const key = JSON.stringify([earlier.service, words]);
    const clash = byPort.get(key);
    if (clash) clash.rivals.push(later);
    else byPort.set(key, { first: earlier, rivals: [later], ports: [words] });
  }
  const byClaims = new Map<string, Clash>();
  for (const clash of byPort.values()) {
    const items = clash.rivals.map(({ service, index }) => [service, index]);
    const key = JSON.stringify([clash.first.service, items]);
    const same = byClaims.get(key);
    if (same) same.ports.push(...clash.ports);
    else byClaims.set(key, clash);
  }
  return [...byClaims.values()];
}

/** Returns one fix that gives each rival a port of its own, in its own file for a single rival. A range has to be changed by hand. */
function renumber(context: HostFacts, rivals: readonly HostClaim[], claims: HostClaim[]): readonly Fix[] {
  // A container without a file cannot be fixed in one.
  const inFiles = new Set(context.host.stacks.flatMap(({ id, from }) => (from === 'running' ? [] : [id])));
  const moves = rivals.flatMap((rival) =>
    inFiles.has(rival.stack) ? (moveOf(context, rival, claims) ?? []) : [],
  );
  const [move] = moves;
  if (move === undefined) return [];
  const title = `Publish ${fewNames(moves.map(({ service, to }) => `${service} on ${to}`))}`;
  if (rivals.length === 1) return [{ title, safe: false, operations: [move.operation] }];
  const edits = moves.map(({ stack, operation }) => ({ stack, operations: [operation] }));
  return [{ title, safe: false, operations: [], edits }];
}

/** Returns the move to the next unclaimed port of the host, and claims that port; null unless the claim is a single port. */
function moveOf(context: HostFacts, culprit: HostClaim, claims: HostClaim[]) {
  const { stack, service: full, first, protocol } = culprit;
  const service = stackServiceOf(context, full)?.service;
  const next = nextPort(service, culprit, claims);
  if (!service || next === null) return null;
  claims.push({ ...culprit, first: next, last: next });
  const operation = {
    type: 'host-port',
    service: service.name,
    from: String(first),
    to: String(next),
    protocol,
  } as const;
  return { stack, service: full, to: next, operation };
}
