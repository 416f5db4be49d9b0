// CN802. Owns: one host port that services of several stacks claim. Within one stack that is CN107.

import { rangeText, stretchesOf } from '../compose/project/ports/port-range.ts';
import type { Fix, StacksRule } from '../findings/finding.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { type PortClaim, portClaims, portsClash } from '../host/port-table.ts';
import { freeHostPort } from '../images/port-meaning.ts';
import { fewNames, isOneProject } from './facts/host-networks.ts';

/** Two items of `ports` that meet, on one port or more. */
interface Clash {
  readonly culprit: PortClaim;
  readonly other: PortClaim;
  readonly ports: string[];
}

export const cn802: StacksRule = {
  id: 'CN802',
  slug: 'port-taken-by-stack',
  title: 'Two stacks publish one port of the host',
  why: 'The host has each port once. The stack that comes up second fails with "port is already allocated", and after a restart it may be the other one.',
  severity: 'error',
  source: 'semantics 1.2, F4 (measured)',
  *checkStacks(context) {
    const claims = [...portClaims(context)];
    for (const { culprit, other, ports } of clashesOf(context, claims)) {
      const { service, stack, index } = culprit;
      yield {
        stack,
        subjects: [service, other.service],
        message: `${service} publishes host port ${fewNames(ports)}, and so does ${other.service}: only one of the two can run.`,
        at: ['services', splitHostName(service).service, 'ports', index],
        fixes: renumber(context, culprit, claims),
        evidence: [other.service, ...ports],
        parts: ports.map((port) => ['CN802', service, port]),
      };
    }
  },
};

/** Each claim of a later stack with the first one that it meets. */
function clashesOf(context: HostFacts, claims: readonly PortClaim[]): Iterable<Clash> {
  const single = new Map<string, PortClaim[]>();
  const ranges: PortClaim[] = [];
  const order = new Map<PortClaim, number>();
  const clashes = new Map<string, Clash>();
  for (const claim of claims) {
    const text = `${claim.first}/${claim.protocol}`;
    const isRange = claim.first !== claim.last;
    // A range is compared with all before it, one port only with the same one and with ranges.
    const before = isRange ? [...order.keys()] : [...(single.get(text) ?? []), ...ranges];
    const meeting = before.filter(
      (portClaim) => portsClash(portClaim, claim) && !isOneProject(context, portClaim.stack, claim.stack),
    );
    meeting.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    order.set(claim, order.size);
    if (isRange) ranges.push(claim);
    else single.set(text, [...(single.get(text) ?? []), claim]);
    // Each port is reported with the first claim that it meets.
    for (const { first, last, held } of stretchesOf(meeting)) {
      const [other] = held;
      const ports = { first: Math.max(first, claim.first), last: Math.min(last, claim.last) };
      if (!other || ports.first > ports.last) continue;
      const key = JSON.stringify([claim.service, claim.index, other.service]);
      const words = `${rangeText(ports)}/${claim.protocol}`;
      const clash = clashes.get(key);
      if (clash) clash.ports.push(words);
      else clashes.set(key, { culprit: claim, other, ports: [words] });
    }
  }
  return clashes.values();
}

/** The next port that nobody on the host claims, which counts as claimed from then on; a range has to be changed by hand. */
function renumber({ analyses }: HostFacts, culprit: PortClaim, claims: PortClaim[]): readonly Fix[] {
  const { stack, service: full, index, first, last } = culprit;
  const { service } = splitHostName(full);
  const item = analyses
    .get(stack)
    ?.topology.services.get(service)
    ?.ports.find((portItem) => portItem.index === index);
  if (item?.bindings.length !== 1 || first !== last) return [];
  const { protocol } = culprit;
  const taken = claims.filter((claim) => claim.protocol === protocol);
  const next = freeHostPort(taken, first, protocol);
  if (next === null) return [];
  claims.push({ ...culprit, first: next, last: next });
  const operation = {
    type: 'host-port',
    service,
    from: String(first),
    to: String(next),
    protocol,
  } as const;
  return [{ title: `Publish ${full} on ${next}`, safe: false, operations: [operation] }];
}
