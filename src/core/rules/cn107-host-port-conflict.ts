// CN107. Owns: one host port that two services claim. Replicas of one service are CN603, members of one namespace CN307.

import { type PortRange, rangeText, stretchesOf } from '../compose/project/ports/port-range.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { freeHostPort } from '../images/port-meaning.ts';
import { type PortClaim, portClaims, portsClash } from '../reach/port-claims.ts';
import { oncePerContext } from './facts/once-per-context.ts';

export const rule: Rule = {
  id: 'CN107',
  slug: 'host-port-conflict',
  title: 'Two services claim the same host address and port',
  why: 'The host has each port once. The second service to start fails with "port is already allocated", and which one is second changes from run to run.',
  severity: 'error',
  source: 'semantics 1.2 (measured)',
  *check(context) {
    const { checked } = context;
    for (const { first, second, ports } of clashes(context)) {
      const key = `${rangeText(ports)}/${second.protocol}`;
      if (!checked.has(second.service) && !checked.has(first.service)) continue;
      const culprit = checked.has(second.service) ? second : first;
      const other = culprit === second ? first : second;
      yield {
        subjects: [culprit.service, other.service],
        message: `${culprit.service} and ${other.service} both publish host port ${key}: only one of them can start.`,
        at: ['services', culprit.service, 'ports', culprit.index],
        fixes: renumber(context, culprit),
        evidence: [key, other.service],
      };
    }
  },
};

/** Claims of live fixed host ports by protocol; a range is one. */
const claimsByProtocol = oncePerContext((context): ReadonlyMap<string, readonly PortClaim[]> => {
  const claims = new Map<string, PortClaim[]>();
  for (const claim of portClaims(context)) {
    const list = claims.get(claim.protocol);
    if (list) list.push(claim);
    else claims.set(claim.protocol, [claim]);
  }
  return claims;
});

interface Clash {
  readonly first: PortClaim;
  readonly second: PortClaim;
  readonly ports: PortRange;
}

/** The clashes of a project in the order of the later claims; neighbouring ports over which the same two clash are one. */
function clashes(context: RuleContext): readonly Clash[] {
  const found: Clash[] = [];
  const order = new Map<PortClaim, number>();
  for (const claims of claimsByProtocol(context).values()) {
    for (const claim of claims) order.set(claim, order.size);
    for (const { first: from, last, held } of stretchesOf(claims)) {
      const [first, second] = held.length < 2 ? [] : clash(held);
      if (!first || !second) continue;
      const before = found.at(-1);
      const goesOn = before?.first === first && before.second === second && before.ports.last + 1 === from;
      if (goesOn) found.pop();
      found.push({ first, second, ports: { first: goesOn ? before.ports.first : from, last } });
    }
  }
  const firstPlace = ({ first }: Clash): number => order.get(first) ?? 0;
  return found.sort((a, b) => firstPlace(a) - firstPlace(b) || a.ports.first - b.ports.first);
}

/** The first two claims of different services whose addresses overlap. */
function clash(claims: readonly PortClaim[]): readonly PortClaim[] {
  for (const [position, second] of claims.entries()) {
    for (let earlier = 0; earlier < position; earlier++) {
      const first = claims[earlier];
      if (first && first.service !== second.service && portsClash(first, second)) return [first, second];
    }
  }
  return [];
}

/** Publishes on the next host port that nobody claims; nothing is offered for a range. */
function renumber(context: RuleContext, claim: PortClaim): readonly Fix[] {
  const service = context.topology.services.get(claim.service);
  const item = service?.ports.find(({ index }) => index === claim.index);
  if (item?.bindings.length !== 1 || claim.first !== claim.last) return [];
  const next = freeHostPort(claimsByProtocol(context).get(claim.protocol) ?? [], claim.first, claim.protocol);
  if (next === null) return [];
  const { service: name, hostPort: from, protocol } = claim;
  return [
    {
      title: `Publish ${name} on ${next}`,
      safe: false,
      operations: [{ type: 'host-port', service: name, from, to: String(next), protocol }],
    },
  ];
}
