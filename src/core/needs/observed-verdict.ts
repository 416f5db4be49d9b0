// The model's verdict on recorded connections.

import { containerRange, holdsPort } from '../compose/project/ports/port-range.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { Tri } from '../compose/topology.ts';
import type { ObservedConnection } from '../observed/record.ts';
import { possibleConnections } from '../observed/shared-names.ts';
import type { Reach, ServiceFacts } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';

/**
 * The verdict of the model on a recorded connection: `allowed`, `closed`, `unknown`, or `elsewhere` when one end is neither an active
 * service of these files nor a place.
 */
export type ObservedVerdict = 'allowed' | 'closed' | 'unknown' | 'elsewhere';

/** True when a change makes a recorded connection impossible; a connection whose ends are gone does not count. */
export function closesRecorded(before: Reach, after: Reach, connection: RecordedConnection): boolean {
  const verdictBefore = observedVerdict(before, connection);
  return (
    (verdictBefore === 'allowed' || verdictBefore === 'unknown') &&
    observedVerdict(after, connection) === 'closed'
  );
}

type RecordedConnection = Pick<ObservedConnection, 'from' | 'to' | 'port' | 'protocol'>;

/** Returns the model's verdict on a recorded connection. An end that may be one of several services is closed only when all of them are. */
export function observedVerdict(reach: Reach, connection: RecordedConnection): ObservedVerdict {
  const verdicts = possibleConnections(connection).map((candidate) => verdictOn(reach, candidate));
  const best = (['allowed', 'unknown', 'elsewhere'] as const).find((verdict) => verdicts.includes(verdict));
  return best ?? (verdicts.length > 0 ? 'closed' : 'elsewhere');
}

function verdictOn(reach: Reach, { from, to, port, protocol }: RecordedConnection): ObservedVerdict {
  const caller = reach.facts.get(from);
  const target = reach.facts.get(to);
  if (caller !== undefined && target !== undefined)
    return verdictOf(from === to ? true : reach.reaches(from, to));
  if (caller !== undefined) return placeVerdict(reachTo(caller, to));
  if (target !== undefined) return placeVerdict(reachFrom(target, from, port, protocol));
  return 'elsewhere';
}

function verdictOf(open: Tri): ObservedVerdict {
  return open === 'unknown' ? 'unknown' : open ? 'allowed' : 'closed';
}

/** Returns the verdict for a place; `elsewhere` when the place is unknown here. */
function placeVerdict(open: Tri | null): ObservedVerdict {
  return open === null ? 'elsewhere' : verdictOf(open);
}

function reachTo({ out, egress, toHost }: ServiceFacts, place: string): Tri | null {
  switch (place) {
    case 'host':
      return toHost;
    case 'lan':
      return out?.lan ?? egress;
    case 'internet':
      return egress;
    default:
      return isIpLiteral(place) ? either(egress, out?.lan ?? egress) : null;
  }
}

function reachFrom(facts: ServiceFacts, place: string, port: number, protocol: string): Tri | null {
  if (place !== 'host' && place !== 'lan' && place !== 'internet' && !isIpLiteral(place)) return null;
  const answers = facts.published
    .filter((published) => published.protocol === protocol && holdsPort(containerRange(published), port))
    .map(({ reachableFrom }): Tri => {
      if (reachableFrom === 'unknown') return 'unknown';
      return place === 'host' ? reachableFrom !== 'nowhere' : reachableFrom === 'outside';
    });
  if (facts.unreadPorts.some(({ reachableFrom }) => reachableFrom === 'unknown')) answers.push('unknown');
  return answers.reduce(either, ownAddressAnswers(facts, place));
}

/** Returns whether any port answers from a place at the container's own address. */
function ownAddressAnswers(
  { isolation, published, fromHost, fromOutside, fromWire }: ServiceFacts,
  place: string,
): Tri {
  if (place === 'host') return fromHost;
  const onWire = place === 'internet' ? false : fromWire;
  // For a service with published ports the outside reaches those ports only; on the host's or the physical network it reaches every port.
  const everyPort = isolation === 'open' || published.length === 0;
  return either(onWire, everyPort ? fromOutside : fromOutside === 'unknown' ? 'unknown' : false);
}
