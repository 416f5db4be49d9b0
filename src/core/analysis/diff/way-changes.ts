// Ways in, ways out and ways to and from the host that opened or closed.

import type { Tri } from '../../compose/topology.ts';
import { compareBytes } from '../compare-bytes.ts';
import type { Published, Reach, ServiceFacts } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import type { WayChange } from './diff-connectivity.ts';

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
  const add = (service: string, kind: WayChange['kind'], open: Tri, port = ''): void => {
    const unsure = open === true ? {} : ({ unsure: true } as const);
    if (open !== false) ways.set(JSON.stringify([service, kind, port]), { service, kind, port, ...unsure });
  };
  for (const facts of reach.facts.values()) {
    add(facts.name, 'way-out', either(facts.egress, facts.egressNeedsRoute));
    add(facts.name, 'to-host', facts.toHost);
    add(facts.name, 'from-host', facts.fromHost);
    for (const { port, open } of waysIn(facts)) add(facts.name, 'way-in', open, port);
    for (const { host, proxy, fromOutside } of reach.proxied(facts.name)) {
      // Always a guess, and marked as one by the name of its proxy.
      add(facts.name, 'way-in', fromOutside !== false, `${host} through ${proxy}`);
    }
  }
  return ways;
}

function waysIn(facts: ServiceFacts): readonly { readonly port: string; readonly open: Tri }[] {
  const ways: { port: string; open: Tri }[] = [];
  for (const port of facts.published) {
    const { reachableFrom } = port;
    if (reachableFrom === 'outside' || reachableFrom === 'unknown')
      ways.push({ port: portWords(port), open: reachableFrom === 'outside' ? true : 'unknown' });
  }
  for (const { raw, reachableFrom } of facts.unreadPorts)
    if (reachableFrom === 'unknown') ways.push({ port: raw, open: 'unknown' });
  return ways.length > 0 ? ways : [{ port: '', open: facts.fromOutside }];
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
