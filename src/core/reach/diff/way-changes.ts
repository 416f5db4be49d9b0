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

/** A changed fact of one service. A `way-in` carries the host port, or the host name that a proxy answers to (inferred). */
export interface WayChange {
  readonly service: string;
  readonly kind: 'way-in' | 'way-out' | 'to-host' | 'from-host';
  /** True when the way may be open but is not certain. */
  readonly unsure?: true;
  /**
   * For `way-in`: `hostIp:hostPort/protocol`; an item of `ports` that an unset variable makes unreadable; `HOST through PROXY`; or '' for a
   * service on the host's network. '' for other kinds.
   */
  readonly port: string;
  /** On a fleet, the network that a `way-in` leads in from. */
  readonly from?: string;
  /** The only family in which the way opened or closed, when the families differ. */
  readonly family?: Family;
}

export interface WayChanges {
  readonly opened: readonly WayChange[];
  readonly closed: readonly WayChange[];
  /** True when a port changed in only one family, stated or not. */
  readonly onePortFamily: boolean;
}

/** An open or possibly open way, with the port to show in each family. */
interface Way {
  readonly service: string;
  readonly kind: WayChange['kind'];
  readonly open: { [family in Family]?: { readonly port: string; readonly unsure: boolean } };
}

type Ways = ReadonlyMap<string, Way>;

/**
 * Returns the ways that opened and closed, sorted by service, kind, port and family. `apart` means that the families may differ in either
 * version.
 */
export function wayChanges(before: Reach, after: Reach, apart: boolean): WayChanges {
  const cuts = cutsOf(before, after);
  const waysBefore = waysOf(before, apart, cuts);
  const waysAfter = waysOf(after, apart, cuts);
  const opened = waysOnlyIn(waysAfter, waysBefore, apart);
  const closed = waysOnlyIn(waysBefore, waysAfter, apart);
  return {
    opened: opened.list,
    closed: closed.list,
    onePortFamily: opened.onePortFamily || closed.onePortFamily,
  };
}

/** Returns every open or possibly open way, by key. */
function waysOf(reach: Reach, apart: boolean, cuts: RangeCuts): Ways {
  const ways = new Map<string, Way>();
  const add = (
    service: string,
    kind: WayChange['kind'],
    { open, port = '', key = port, families = allFamilies }: FoundWay,
  ): void => {
    if (open === false) return;
    const id = JSON.stringify([service, kind, key]);
    const way = ways.get(id) ?? { service, kind, open: {} };
    ways.set(id, way);
    for (const family of families) way.open[family] ??= { port, unsure: open !== true };
  };
  for (const facts of reach.facts.values()) {
    const { name } = facts;
    for (const [families, shared] of apart ? factsByFamily(reach, name) : factsOfBoth(facts)) {
      add(name, 'way-out', { open: either(shared.egress, shared.egressNeedsRoute), families });
      add(name, 'to-host', { open: shared.toHost, families });
      add(name, 'from-host', { open: shared.fromHost, families });
      const byTunnel = shared.fromOutside === 'unknown' && reach.tunnels(name).length > 0;
      // A possible way through the networks alone is not reported for a service whose ports are bound to loopback.
      const hasBoundPorts = facts.published.length > 0 && shared.fromOutside !== true;
      if (!hasPorts(facts) && !hasBoundPorts && !byTunnel)
        add(name, 'way-in', { open: shared.fromOutside, families });
    }
    for (const port of portsOf(reach, facts, cuts)) add(name, 'way-in', port);
    for (const { host, proxy, fromOutside } of reach.proxied(name)) {
      // A proxied way is always inferred; the name of its proxy marks it as such.
      add(name, 'way-in', { open: fromOutside !== false, port: `${host} through ${proxy}` });
    }
    for (const { tunnel } of reach.tunnels(name))
      add(name, 'way-in', { open: 'unknown', port: `tunnel ${tunnel}` });
  }
  return ways;
}

interface FoundWay {
  readonly open: Tri;
  readonly port?: string;
  /** The key that identifies this way in both versions; the port when absent. */
  readonly key?: string;
  /** The families of this way; both when absent. */
  readonly families?: readonly Family[];
}

type SharedFacts = Pick<FamilyFacts, 'egress' | 'egressNeedsRoute' | 'toHost' | 'fromHost' | 'fromOutside'>;

function factsByFamily(reach: Reach, name: string): readonly (readonly [readonly Family[], SharedFacts])[] {
  return allFamilies.map((family) => [[family], reach.family(family).facts(name)] as const);
}

function factsOfBoth(facts: ServiceFacts): readonly (readonly [readonly Family[], SharedFacts])[] {
  return [[allFamilies, facts]];
}

function mayAnswer({ reachableFrom }: Pick<UnreadPort, 'reachableFrom'>): boolean {
  return reachableFrom === 'unknown';
}

function hasPorts({ published, unreadPorts }: ServiceFacts): boolean {
  return published.some(mayAnswerOutside) || unreadPorts.some(mayAnswer);
}

/** The port numbers at which the host port ranges of a service begin or have ended, by service, ascending. */
type RangeCuts = ReadonlyMap<string, readonly number[]>;

/**
 * Returns the cut points of all port ranges in the given versions. A range that grew or shrank is compared in parts, so the ports that both
 * versions share stay open.
 */
function cutsOf(...versions: readonly Reach[]): RangeCuts {
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

/** Returns the host ports of a published port; a range becomes one entry for each part between cut points. */
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

/** Yields the ports of a service that certainly or possibly answer the outside. */
function* portsOf(
  reach: Reach,
  { name, published, unreadPorts }: ServiceFacts,
  cuts: RangeCuts,
): Generator<FoundWay> {
  for (const [index, port] of published.entries()) {
    if (!mayAnswerOutside(port)) continue;
    for (const hostPort of partsOf(port, cuts.get(name) ?? []))
      yield* portAt(reach, name, { ...port, hostPort }, index);
  }
  for (const { raw, reachableFrom } of unreadPorts) {
    if (reachableFrom === 'unknown') yield { open: 'unknown', port: raw };
  }
}

/** Formats a published port as its bind address, port and protocol: `0.0.0.0:443/tcp`. */
export function boundPort({ hostIp, hostPort, protocol }: Omit<Published, 'families'>): string {
  return `${hostIp}:${hostPort}/${protocol}`;
}

/** Yields a published port with the families in which it answers; `index` is the position among the published ports of the service. */
function* portAt(reach: Reach, name: string, port: Published, index: number): Generator<FoundWay> {
  const { families } = port;
  const shown = boundPort(port);
  // F4: without an address a port has a wildcard in each family; `families` lists the families in use.
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

/**
 * Returns the ways that the first version has and the other lacks. IPv4 is named only when IPv6 exists there or the families may differ.
 */
function waysOnlyIn(
  ways: Ways,
  other: Ways,
  apart: boolean,
): { readonly list: readonly WayChange[]; readonly onePortFamily: boolean } {
  const list: WayChange[] = [];
  let onePortFamily = false;
  for (const [key, { service, kind, open }] of ways) {
    const otherOpen = other.get(key)?.open ?? {};
    const ipv4 = otherOpen.ipv4 ? undefined : open.ipv4;
    const ipv6 = otherOpen.ipv6 ? undefined : open.ipv6;
    if (ipv4 && ipv6 && ipv4.port === ipv6.port) {
      list.push({ service, kind, port: ipv4.port, ...(ipv4.unsure && ipv6.unsure ? { unsure: true } : {}) });
      continue;
    }
    const statesFamily = apart || open.ipv6 !== undefined || otherOpen.ipv6 !== undefined;
    for (const [family, change] of [['ipv4', ipv4] as const, ['ipv6', ipv6] as const]) {
      if (!change) continue;
      onePortFamily ||= kind === 'way-in';
      const { port, unsure } = change;
      list.push({
        service,
        kind,
        port,
        ...(unsure ? { unsure: true } : {}),
        ...(statesFamily ? { family } : {}),
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
