// What the firewall of a machine is asked for: connections that are to be closed because the file says so, and Docker does not close them.

import { isPrivateAddress } from '../compose/bind-addresses.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import { expectedIn, isListed } from '../intents/check-exposed.ts';
import { forbiddenPlaces } from '../intents/check-way-out.ts';
import { type Intent, membersOf } from '../intents/intent.ts';
import type { Tiers } from '../needs/tiers.ts';
import { inboundReach, outboundReach, portReach, reachedFromLan } from '../reach/degrees.ts';
import { hostPlace, internetPlace, isBeyondHost, isPlace, lanPlace } from '../reach/places.ts';
import type { Family, Published, Reach, ServiceFacts } from '../reach/reach-model.ts';

/** One of the two places beyond the host. */
export type PlaceBeyondHost = 'lan' | 'internet';

/** A connection to close; `because` is the statement that demands it. */
export type Closing =
  | { readonly kind: 'out'; readonly from: string; readonly to: PlaceBeyondHost; readonly because: string }
  | { readonly kind: 'host'; readonly from: string; readonly because: string }
  /**
   * From outside to the published port number `index` of `to`. With null: to the container's own addresses, past its published ports, or to
   * the host whose namespace it uses.
   */
  | {
      readonly kind: 'in';
      readonly from: PlaceBeyondHost;
      readonly to: string;
      readonly index: number | null;
      readonly because: string;
    }
  /** From every address of some `ranges` (null: from all other machines) to the published port number `index` of `to`, but for `except`. */
  | {
      readonly kind: 'port';
      readonly to: string;
      readonly index: number;
      readonly ranges: SourceRanges | null;
      readonly except: SourceRanges;
      readonly because: string;
    }
  | { readonly kind: 'pair'; readonly from: string; readonly to: string; readonly because: string };

/** Addresses and networks by family, in the form that rules use. */
export type SourceRanges = { readonly [family in Family]: readonly string[] };

/** Statements, and the services that an `exposed` among them covers. */
export interface Statements {
  readonly intents: readonly Intent[];
  readonly services: readonly string[];
}

/** Returns the connections that intents forbid and that `reach` still has open. */
export function closingsOf(
  reach: Reach,
  tiers: Tiers,
  statements: readonly Statements[],
): readonly Closing[] {
  return statements.flatMap(({ intents, services }) => [
    ...intents.flatMap((intent) => closingsOfIntent(reach, tiers, intent)),
    ...closingsOfExposed(reach, intents, services),
  ]);
}

function closingsOfIntent(reach: Reach, tiers: Tiers, intent: Intent): readonly Closing[] {
  const because = intent.text;
  switch (intent.kind) {
    case 'no-way-out':
    case 'no-lan':
    case 'only-internet':
    case 'no-host': {
      const names = [...membersOf(reach, tiers, intent.subjects).keys()];
      return names.flatMap((name) =>
        forbiddenPlaces[intent.kind].flatMap((place) => outboundClosings(reach, name, place, because)),
      );
    }
    case 'never': {
      const closings: Closing[] = [];
      for (const from of membersOf(reach, tiers, intent.from).keys()) {
        for (const to of membersOf(reach, tiers, intent.to).keys()) {
          if (from === to) continue;
          if (isPlace(to)) closings.push(...outboundClosings(reach, from, to, because));
          else if (isBeyondHost(from))
            closings.push(...inboundClosings(reach, placesOf(from), to, () => true, because));
          else if (!isPlace(from) && reach.reaches(from, to) !== false)
            closings.push({ kind: 'pair', from, to, because });
        }
      }
      return closings;
    }
    default:
      return [];
  }
}

function placesOf(place: string): readonly PlaceBeyondHost[] {
  if (place === lanPlace) return ['lan'];
  return place === internetPlace ? ['internet'] : ['internet', 'lan'];
}

function outboundClosings(reach: Reach, name: string, place: string, because: string): readonly Closing[] {
  const facts = reach.facts.get(name);
  if (!facts) return [];
  const out = outboundReach(facts);
  if (place === hostPlace) return out.host === false ? [] : [{ kind: 'host', from: name, because }];
  const leaves = facts.egressNeedsRoute !== false;
  return placesOf(place)
    .filter((to) => out[to] !== false || leaves)
    .map((to) => ({ kind: 'out', from: name, to, because }));
}

/**
 * Returns the ports that `wanted` accepts and that answer some of `from`, and the container itself when a machine with a route reaches it.
 */
function inboundClosings(
  reach: Reach,
  from: readonly PlaceBeyondHost[],
  to: string,
  wanted: (port: Published) => boolean,
  because: string,
): readonly Closing[] {
  const facts = reach.facts.get(to);
  if (!facts) return [];
  const closings: Closing[] = [];
  facts.published.forEach((port, index) => {
    if (!wanted(port)) return;
    for (const part of from)
      if (portReach(port)[part] !== false) closings.push({ kind: 'in', from: part, to, index, because });
  });
  if (facts.isolation === 'open') {
    const into = inboundReach(facts);
    return from
      .filter((part) => into[part] !== false)
      .map((part) => ({ kind: 'in', from: part, to, index: null, because }));
  }
  if (from.includes('lan') && reachedFromLan(facts) !== false)
    closings.push({ kind: 'in', from: 'lan', to, index: null, because });
  return closings;
}

/** Returns the connections from outside to every port that `exposed` does not list. */
function closingsOfExposed(
  reach: Reach,
  intents: readonly Intent[],
  services: readonly string[],
): readonly Closing[] {
  const listed = expectedIn(intents);
  if (listed === null) return [];
  const because = 'exposed';
  return services.flatMap((name) =>
    inboundClosings(
      reach,
      ['internet', 'lan'],
      name,
      ({ hostPort, protocol, service }) =>
        service === name && !isListed(listed, { service: name, port: hostPort, protocol }),
      because,
    ).filter((closing) => closing.kind === 'in' && closing.index !== null),
  );
}

/**
 * Returns the connections that bind addresses forbid: a port on loopback is meant for the host alone, one on a private address for the LAN
 * alone.
 */
export function closingsOfBinds({ services }: Topology, reach: Reach): readonly Closing[] {
  const closings: Closing[] = [];
  for (const name of reach.services) {
    const facts = reach.facts.get(name);
    if (!facts || facts.owner !== name || !services.has(name)) continue;
    if (isForHost(facts) && reachedFromLan(facts) !== false)
      closings.push({ kind: 'in', from: 'lan', to: name, index: null, because: 'ports on loopback' });
    facts.published.forEach((port, index) => {
      if (isPrivateAddress(port.hostIp) && portReach(port).internet !== false)
        closings.push({ kind: 'in', from: 'internet', to: name, index, because: `port on ${port.hostIp}` });
    });
  }
  return closings;
}

function isForHost({ published }: ServiceFacts): boolean {
  return published.length > 0 && published.every(({ hostIp }) => /^127\.|^::1$/.test(hostIp));
}

/** Returns the two ends of a connection to close, as the proof names them. */
export function endsOf(closing: Closing): readonly [string, string] {
  const place = (part: PlaceBeyondHost): string => (part === 'lan' ? lanPlace : internetPlace);
  switch (closing.kind) {
    case 'out':
      return [closing.from, place(closing.to)];
    case 'host':
      return [closing.from, hostPlace];
    case 'in':
      return [place(closing.from), closing.to];
    case 'port':
      return [place(closing.ranges === null ? 'internet' : 'lan'), closing.to];
    case 'pair':
      return [closing.from, closing.to];
  }
}

/** Returns whether the connection is still open. */
export function isStillOpen(reach: Reach, closing: Closing): Tri {
  switch (closing.kind) {
    case 'out': {
      const facts = reach.facts.get(closing.from);
      return facts ? outboundReach(facts)[closing.to] : false;
    }
    case 'host': {
      const facts = reach.facts.get(closing.from);
      return facts ? outboundReach(facts).host : false;
    }
    case 'in': {
      const facts = reach.facts.get(closing.to);
      if (!facts) return false;
      if (closing.index === null)
        return facts.isolation === 'open' ? inboundReach(facts)[closing.from] : reachedFromLan(facts);
      const port = facts.published[closing.index];
      return port ? portReach(port)[closing.from] : false;
    }
    // Who asks from which address is known by the fleet, which asks again.
    case 'port':
      return false;
    case 'pair':
      return reach.reaches(closing.from, closing.to);
  }
}
