// A connection that was seen, beside what is reachable: whether the model allows it.

import { containerRange, holdsPort } from '../compose/project/ports/port-range.ts';
import { isIpLiteral } from '../compose/project/values/ip-literal.ts';
import type { Tri } from '../compose/topology.ts';
import type { ObservedConnection } from '../observed/record.ts';
import { possibleConnections } from '../observed/shared-names.ts';
import type { Reach, ServiceFacts } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';

/**
 * `allowed`: the model says that it can be opened; `closed`: that it cannot; `unknown`: neither; `elsewhere`: one side is no active service of
 * the files and no place.
 */
export type ObservedVerdict = 'allowed' | 'closed' | 'unknown' | 'elsewhere';

/** Whether a connection that was seen can be opened before a change, and cannot after it; what is gone after it was not closed. */
export function closesSeen(before: Reach, after: Reach, connection: Seen): boolean {
  const was = observedVerdict(before, connection);
  return (was === 'allowed' || was === 'unknown') && observedVerdict(after, connection) === 'closed';
}

type Seen = Pick<ObservedConnection, 'from' | 'to' | 'port' | 'protocol'>;

/** What the model says of a connection that was seen. Where an end is one of several, it is closed where it is closed to each of them. */
export function observedVerdict(reach: Reach, connection: Seen): ObservedVerdict {
  const verdicts = possibleConnections(connection).map((one) => verdictOn(reach, one));
  const best = (['allowed', 'unknown', 'elsewhere'] as const).find((verdict) => verdicts.includes(verdict));
  return best ?? (verdicts.length > 0 ? 'closed' : 'elsewhere');
}

function verdictOn(reach: Reach, { from, to, port, protocol }: Seen): ObservedVerdict {
  const asker = reach.facts.get(from);
  const asked = reach.facts.get(to);
  if (asker !== undefined && asked !== undefined)
    return verdictOf(from === to ? true : reach.reaches(from, to));
  if (asker !== undefined) return verdictOfTri(outTo(asker, to));
  if (asked !== undefined) return verdictOfTri(inFrom(asked, from, port, protocol));
  return 'elsewhere';
}

function verdictOf(open: Tri): ObservedVerdict {
  return open === 'unknown' ? 'unknown' : open ? 'allowed' : 'closed';
}

/** Null: no place that is known here. */
function verdictOfTri(open: Tri | null): ObservedVerdict {
  return open === null ? 'elsewhere' : verdictOf(open);
}

function outTo({ out, egress, toHost }: ServiceFacts, place: string): Tri | null {
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

function inFrom(facts: ServiceFacts, place: string, port: number, protocol: string): Tri | null {
  if (place !== 'host' && place !== 'lan' && place !== 'internet' && !isIpLiteral(place)) return null;
  const answers = facts.published
    .filter((published) => published.protocol === protocol && holdsPort(containerRange(published), port))
    .map(({ reachableFrom }): Tri => {
      if (reachableFrom === 'unknown') return 'unknown';
      return place === 'host' ? reachableFrom !== 'nowhere' : reachableFrom === 'outside';
    });
  if (facts.unreadPorts.some(({ reachableFrom }) => reachableFrom === 'unknown')) answers.push('unknown');
  return answers.reduce(either, ownAddress(facts, place));
}

/** Whether any port answers from there at the container's own address. */
function ownAddress(
  { isolation, published, fromHost, fromOutside, fromWire }: ServiceFacts,
  place: string,
): Tri {
  if (place === 'host') return fromHost;
  const onWire = place === 'internet' ? false : fromWire;
  // What is said of a service that publishes ports is said of them; an open one, or one on the wire, answers at each.
  const everyPort = isolation === 'open' || published.length === 0;
  return either(onWire, everyPort ? fromOutside : fromOutside === 'unknown' ? 'unknown' : false);
}
