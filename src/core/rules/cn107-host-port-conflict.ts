// CN107. Owns: one host port that two services claim. Replicas of one service are CN603, members of one namespace CN307.

import { rangeText, stretchesOf } from '../compose/project/ports/port-range.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { type PortClaim, portClaims } from '../reach/port-claims.ts';
import { oncePerContext } from './facts/once-per-context.ts';
import { nextPort, type PortMeeting, portMeetings } from './facts/port-meetings.ts';

export const rule: Rule = {
  id: 'CN107',
  slug: 'host-port-conflict',
  title: 'Two services claim the same host address and port',
  why: 'A host port can be bound only once. The second service to start fails with "port is already allocated", and which service is second can change from run to run.',
  severity: 'error',
  source: 'semantics 1.2 (measured)',
  *check(context) {
    const { checked } = context;
    for (const meeting of clashes(context)) {
      const { earlier, later } = meeting;
      const key = `${rangeText(meeting)}/${later.protocol}`;
      if (!checked.has(later.service) && !checked.has(earlier.service)) continue;
      const culprit = checked.has(later.service) ? later : earlier;
      const other = culprit === later ? earlier : later;
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

const claimsOf = oncePerContext((context) => portClaims(context));

/**
 * Returns the first two claims that meet on each port, in the order of the first; neighbouring ports of the same two claims are one
 * meeting.
 */
function clashes(context: RuleContext): readonly PortMeeting<PortClaim>[] {
  const claims = claimsOf(context);
  const found: PortMeeting<PortClaim>[] = [];
  for (const protocol of new Set(claims.map((claim) => claim.protocol))) {
    const alike = claims.filter((claim) => claim.protocol === protocol);
    const meetings = portMeetings(alike, (earlier, later) => earlier.service !== later.service);
    for (const { first, last, held } of stretchesOf(meetings)) {
      const [meeting] = held;
      if (!meeting) continue;
      const { earlier, later } = meeting;
      const before = found.at(-1);
      const goesOn = before?.earlier === earlier && before.later === later && before.last + 1 === first;
      if (goesOn) found.pop();
      found.push({ earlier, later, first: goesOn ? before.first : first, last });
    }
  }
  const order = new Map(claims.map((claim, index) => [claim, index]));
  const place = ({ earlier }: PortMeeting<PortClaim>): number => order.get(earlier) ?? 0;
  return found.sort((a, b) => place(a) - place(b) || a.first - b.first);
}

/** Returns the fix that publishes on the next unclaimed host port; none for a range. */
function renumber(context: RuleContext, claim: PortClaim): readonly Fix[] {
  const { service: name, hostPort: from, protocol } = claim;
  const next = nextPort(context.topology.services.get(name), claim, claimsOf(context));
  if (next === null) return [];
  return [
    {
      title: `Publish ${name} on ${next}`,
      safe: false,
      operations: [{ type: 'host-port', service: name, from, to: String(next), protocol }],
    },
  ];
}
