// Ways in, ways out and ways to and from the host that opened or closed, in one family or in both.

import { claimedPorts, isPortRange, rangeText } from '../../compose/project/ports/port-range.ts';
import type { Tri } from '../../compose/topology.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import { mayAnswerOutside } from '../namespaces/published-ports.ts';
import {
  allFamilies,
  type Family,
  type FamilyFacts,
  type Published,
  type Reach,
  type ServiceFacts,
  type UnreadPort,
} from '../reach-model.ts';
import { either } from '../rows/tri.ts';

/** A fact of one service that changed. `way-in` carries the host port, or the host name that a proxy answers to (inferred). */
export interface WayChange {
  readonly service: string;
  readonly kind: 'way-in' | 'way-out' | 'to-host' | 'from-host';
  /** That it is open is possible, not certain. */
  readonly unsure?: true;
  /** For `way-in`: `hostIp:hostPort/protocol` or an item of `ports` that a variable keeps from being read, '' for an open service, `HOST through PROXY` for a proxied one; else ''. */
  readonly port: string;
  /** The one family in which it opened or closed, where the two differ. */
  readonly family?: Family;
}

export interface WayChanges {
  readonly opened: readonly WayChange[];
  readonly closed: readonly WayChange[];
  /** Some port changed in one family alone, whether that is stated or not. */
  readonly onePortFamily: boolean;
}

/** A way that is open or may be, with the port to show in each family that it is open in. */
interface Way {
  readonly service: string;
  readonly kind: WayChange['kind'];
  readonly open: { [family in Family]?: { readonly port: string; readonly unsure: boolean } };
}

type Ways = ReadonlyMap<string, Way>;

/** Both lists, sorted by service, kind, port and family. `apart`: the families may differ in one of the versions. */
export function wayChanges(before: Reach, after: Reach, apart: boolean): WayChanges {
  const cuts = cutsOf(before, after);
  const was = waysOf(before, apart, cuts);
  const is = waysOf(after, apart, cuts);
  const opened = missing(is, was, apart);
  const closed = missing(was, is, apart);
  return {
    opened: opened.list,
    closed: closed.list,
    onePortFamily: opened.onePortFamily || closed.onePortFamily,
  };
}

/** Every way that is open or may be, by a key. */
function waysOf(reach: Reach, apart: boolean, cuts: Cuts): Ways {
  const ways = new Map<string, Way>();
  const add = (
    service: string,
    kind: WayChange['kind'],
    { open, port = '', key = port, families = allFamilies }: Found,
  ): void => {
    if (open === false) return;
    const id = JSON.stringify([service, kind, key]);
    const way = ways.get(id) ?? { service, kind, open: {} };
    ways.set(id, way);
    for (const family of families) way.open[family] ??= { port, unsure: open !== true };
  };
  for (const facts of reach.facts.values()) {
    const { name } = facts;
    for (const [families, shared] of apart ? eachFamily(reach, name) : inBoth(facts)) {
      add(name, 'way-out', { open: either(shared.egress, shared.egressNeedsRoute), families });
      add(name, 'to-host', { open: shared.toHost, families });
      add(name, 'from-host', { open: shared.fromHost, families });
      const byTunnel = shared.fromOutside === 'unknown' && reach.tunnels(name).length > 0;
      // What may be said of its networks alone is no news of a port that is bound to loopback.
      const bound = facts.published.length > 0 && shared.fromOutside !== true;
      if (!hasPorts(facts) && !bound && !byTunnel)
        add(name, 'way-in', { open: shared.fromOutside, families });
    }
    for (const port of portsOf(reach, facts, cuts)) add(name, 'way-in', port);
    for (const { host, proxy, fromOutside } of reach.proxied(name)) {
      // Always a guess, and marked as one by the name of its proxy.
      add(name, 'way-in', { open: fromOutside !== false, port: `${host} through ${proxy}` });
    }
    for (const { tunnel } of reach.tunnels(name))
      add(name, 'way-in', { open: 'unknown', port: `tunnel ${tunnel}` });
  }
  return ways;
}

interface Found {
  readonly open: Tri;
  readonly port?: string;
  /** The key by which the other version has the same way; `port` without one. */
  readonly key?: string;
  /** Both without any. */
  readonly families?: readonly Family[];
}

type Shared = Pick<FamilyFacts, 'egress' | 'egressNeedsRoute' | 'toHost' | 'fromHost' | 'fromOutside'>;

function eachFamily(reach: Reach, name: string): readonly (readonly [readonly Family[], Shared])[] {
  return allFamilies.map((family) => [[family], reach.family(family).facts(name)] as const);
}

function inBoth(facts: ServiceFacts): readonly (readonly [readonly Family[], Shared])[] {
  return [[allFamilies, facts]];
}

function answers({ reachableFrom }: Pick<UnreadPort, 'reachableFrom'>): boolean {
  return reachableFrom === 'unknown';
}

function hasPorts({ published, unreadPorts }: ServiceFacts): boolean {
  return published.some(mayAnswerOutside) || unreadPorts.some(answers);
}

/** By service, the numbers before which a range of host ports of it begins or has ended, ascending. */
type Cuts = ReadonlyMap<string, readonly number[]>;

/**
 * A range that grew or shrank is still open where both versions have it: ranges are cut wherever one of either version begins or ends.
 */
function cutsOf(...versions: readonly Reach[]): Cuts {
  const cuts = new Map<string, Set<number>>();
  for (const { facts } of versions) {
    for (const { name, published } of facts.values()) {
      for (const port of published) {
        const claimed = mayAnswerOutside(port) ? claimedPorts(port) : null;
        if (claimed === null) continue;
        const indexes = cuts.get(name) ?? new Set();
        cuts.set(name, indexes.add(claimed.first).add(claimed.last + 1));
      }
    }
  }
  return new Map([...cuts].map(([name, indexes]) => [name, [...indexes].sort((a, b) => a - b)]));
}

/** The host ports of a port, or of the parts into which its range is cut. */
function partsOf(port: Published, cuts: readonly number[]): readonly string[] {
  const claimed = isPortRange(port) ? claimedPorts(port) : null;
  if (claimed === null) return [port.hostPort];
  const parts: string[] = [];
  let { first } = claimed;
  for (const cut of cuts) {
    if (cut <= first || cut > claimed.last) continue;
    parts.push(rangeText({ first, last: cut - 1 }));
    first = cut;
  }
  return [...parts, rangeText({ first, last: claimed.last })];
}

/** The ports of a service that answer outside, or may. */
function* portsOf(
  reach: Reach,
  { name, published, unreadPorts }: ServiceFacts,
  cuts: Cuts,
): Generator<Found> {
  for (const [index, port] of published.entries()) {
    if (!mayAnswerOutside(port)) continue;
    for (const hostPort of partsOf(port, cuts.get(name) ?? []))
      yield* portAt(reach, name, { ...port, hostPort }, index);
  }
  for (const { raw, reachableFrom } of unreadPorts) {
    if (reachableFrom === 'unknown') yield { open: 'unknown', port: raw };
  }
}

/** The port of a way in: `0.0.0.0:443/tcp`. */
export function boundPort({ hostIp, hostPort, protocol }: Omit<Published, 'families'>): string {
  return `${hostIp}:${hostPort}/${protocol}`;
}

/** One port in the families in which it answers; `index` is its place among those of `name`. */
function* portAt(reach: Reach, name: string, port: Published, index: number): Generator<Found> {
  const { families } = port;
  const shown = boundPort(port);
  // F4: no address is both wildcards; which of them is in `families`.
  const key = port.hostIp === '::' ? boundPort({ ...port, hostIp: '0.0.0.0' }) : shown;
  if (families !== 'unknown') {
    yield { open: port.reachableFrom === 'outside' ? true : 'unknown', port: shown, key, families };
    return;
  }
  for (const family of allFamilies) {
    const from = reach.family(family).facts(name).published[index]?.reachableFrom;
    const open = from === 'outside' ? true : from === 'unknown' && from;
    yield { open, port: shown, key, families: [family] };
  }
}

/** What `one` has and `other` has not. IPv4 alone is not named where nothing has IPv6 there and the families are not `apart`. */
function missing(
  ways: Ways,
  other: Ways,
  apart: boolean,
): { readonly list: readonly WayChange[]; readonly onePortFamily: boolean } {
  const list: WayChange[] = [];
  let onePortFamily = false;
  for (const [key, { service, kind, open }] of ways) {
    const counter = other.get(key)?.open ?? {};
    const ipv4 = counter.ipv4 ? undefined : open.ipv4;
    const ipv6 = counter.ipv6 ? undefined : open.ipv6;
    if (ipv4 && ipv6 && ipv4.port === ipv6.port) {
      list.push({ service, kind, port: ipv4.port, ...(ipv4.unsure && ipv6.unsure ? { unsure: true } : {}) });
      continue;
    }
    const saysFamily = apart || open.ipv6 !== undefined || counter.ipv6 !== undefined;
    for (const [family, change] of [['ipv4', ipv4] as const, ['ipv6', ipv6] as const]) {
      if (!change) continue;
      onePortFamily ||= kind === 'way-in';
      const { port, unsure } = change;
      list.push({
        service,
        kind,
        port,
        ...(unsure ? { unsure: true } : {}),
        ...(saysFamily ? { family } : {}),
      });
    }
  }
  list.sort(
    (a, b) =>
      compareBytes(a.service, b.service) ||
      compareBytes(a.kind, b.kind) ||
      compareBytes(a.port, b.port) ||
      compareBytes(a.family ?? '', b.family ?? ''),
  );
  return { list, onePortFamily };
}
