// Conflicting claims of host ports, in one project and across the stacks of a host, and the port to which a claim may move.

import { type PortRange, stretchesOf } from '../../compose/project/ports/port-range.ts';
import type { Service } from '../../compose/topology.ts';
import { freeHostPort } from '../../images/port-meaning.ts';
import { type PortClaim, portsClash } from '../../reach/port-claims.ts';

/** The ports that a claim shares with an earlier claim, the first that has them. */
export interface PortMeeting<C extends PortClaim> extends PortRange {
  readonly earlier: C;
  readonly later: C;
}

/** Returns each claim with the first earlier claim on the same port, in the order of the claims; `apart` says which two may meet at all. */
export function portMeetings<C extends PortClaim>(
  claims: readonly C[],
  apart: (earlier: C, later: C) => boolean,
): readonly PortMeeting<C>[] {
  const found: PortMeeting<C>[] = [];
  const single = new Map<string, C[]>();
  const ranges: C[] = [];
  const order = new Map<C, number>();
  for (const later of claims) {
    const key = `${later.first}/${later.protocol}`;
    const isRange = later.first !== later.last;
    // A range is compared with all before it, one port only with the same one and with ranges.
    const before = isRange ? [...order.keys()] : [...(single.get(key) ?? []), ...ranges];
    const meeting = before.filter((claim) => portsClash(claim, later) && apart(claim, later));
    meeting.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    order.set(later, order.size);
    if (isRange) ranges.push(later);
    else if (!single.get(key)?.push(later)) single.set(key, [later]);
    for (const stretch of stretchesOf(meeting)) {
      const [earlier] = stretch.held;
      const [first, last] = [Math.max(stretch.first, later.first), Math.min(stretch.last, later.last)];
      if (earlier && first <= last) found.push({ earlier, later, first, last });
    }
  }
  return found;
}

/** Returns the next port that `taken` does not claim; null for a range, and for an entry that stands for several ports. */
export function nextPort(
  service: Service | undefined,
  { index, first, last, protocol }: PortClaim,
  taken: readonly PortClaim[],
): number | null {
  const item = service?.ports.find((port) => port.index === index);
  if (item?.bindings.length !== 1 || first !== last) return null;
  return freeHostPort(
    taken.filter((claim) => claim.protocol === protocol),
    first,
    protocol,
  );
}
