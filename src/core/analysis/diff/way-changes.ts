// Ways in, ways out and ways to and from the host that opened or closed.

import type { WayChange } from '../diff-connectivity.ts';
import { compareBytes } from '../reach/compare-bytes.ts';
import type { Published, Reach, ServiceFacts } from '../reach-model.ts';

interface WayChanges {
  readonly opened: readonly WayChange[];
  readonly closed: readonly WayChange[];
}

/** Both lists, sorted by service, kind and port. */
export function wayChanges(before: Reach, after: Reach): WayChanges {
  const was = waysOf(before);
  const is = waysOf(after);
  return { opened: missing(is, was), closed: missing(was, is) };
}

/** Every way that is open or may be, by a key. */
function waysOf(reach: Reach): ReadonlyMap<string, WayChange> {
  const ways = new Map<string, WayChange>();
  const add = (service: string, kind: WayChange['kind'], port = ''): void => {
    ways.set(JSON.stringify([service, kind, port]), { service, kind, port });
  };
  for (const facts of reach.facts.values()) {
    if (facts.egress !== false || facts.egressNeedsRoute !== false) add(facts.name, 'way-out');
    if (facts.toHost !== false) add(facts.name, 'to-host');
    if (facts.fromHost !== false) add(facts.name, 'from-host');
    for (const port of waysIn(facts)) add(facts.name, 'way-in', port);
    for (const { host, proxy, fromOutside } of reach.proxied(facts.name)) {
      if (fromOutside !== false) add(facts.name, 'way-in', `${host} through ${proxy}`);
    }
  }
  return ways;
}

function waysIn(facts: ServiceFacts): readonly string[] {
  const open = facts.published.filter(
    ({ reachableFrom }) => reachableFrom === 'outside' || reachableFrom === 'unknown',
  );
  if (open.length > 0) return open.map(portWords);
  return facts.fromOutside === false ? [] : [''];
}

function portWords({ hostIp, hostPort, protocol }: Published): string {
  return `${hostIp}:${hostPort}/${protocol}`;
}

function missing(
  one: ReadonlyMap<string, WayChange>,
  other: ReadonlyMap<string, WayChange>,
): readonly WayChange[] {
  const list: WayChange[] = [];
  for (const [key, way] of one) if (!other.has(key)) list.push(way);
  return list.sort(
    (a, b) =>
      compareBytes(a.service, b.service) || compareBytes(a.kind, b.kind) || compareBytes(a.port, b.port),
  );
}
