// What the firewall of a machine is asked for: connections that are to be closed because the file says so, and Docker does not close them.

import type { Topology, Tri } from '../compose/topology.ts';
import { expectedIn, isListed } from '../intents/check-exposed.ts';
import { forbiddenPlaces } from '../intents/check-way-out.ts';
import { type Intent, membersOf } from '../intents/intent.ts';
import type { Tiers } from '../needs/tiers.ts';
import { answersOf, fromLanOf, outOf } from '../reach/degrees.ts';
import { hostPlace, internetPlace, isBeyondHost, isPlace, lanPlace } from '../reach/places.ts';
import type { Published, Reach, ServiceFacts } from '../reach/reach-model.ts';

/** A part of what lies beyond the host. */
export type Beyond = 'lan' | 'internet';

/** One connection to close. `because`: the statement that asks for it. */
export type Wish =
  | { readonly kind: 'out'; readonly from: string; readonly to: Beyond; readonly because: string }
  | { readonly kind: 'host'; readonly from: string; readonly because: string }
  /** From outside to the published port at `index` of those of `to`; null: to its own addresses, past what it publishes. */
  | {
      readonly kind: 'in';
      readonly from: Beyond;
      readonly to: string;
      readonly index: number | null;
      readonly because: string;
    }
  | { readonly kind: 'pair'; readonly from: string; readonly to: string; readonly because: string };

/** Statements, and the services that `exposed` among them is about. */
export interface Statements {
  readonly intents: readonly Intent[];
  readonly services: readonly string[];
}

/** The wishes of intents and of the addresses that ports are bound to, as far as they are not granted as `reach` has it. */
export function wishesOf(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  statements: readonly Statements[],
): readonly Wish[] {
  return [
    ...statements.flatMap(({ intents, services }) => [
      ...intents.flatMap((intent) => wishesOfIntent(reach, tiers, intent)),
      ...wishesOfExposed(reach, intents, services),
    ]),
    ...wishesOfBinds(topology, reach),
  ];
}

function wishesOfIntent(reach: Reach, tiers: Tiers, intent: Intent): readonly Wish[] {
  const because = intent.text;
  switch (intent.kind) {
    case 'no-way-out':
    case 'no-lan':
    case 'only-internet':
    case 'no-host': {
      const names = [...membersOf(reach, tiers, intent.subjects).keys()];
      return names.flatMap((name) =>
        forbiddenPlaces[intent.kind].flatMap((place) => outWishes(reach, name, place, because)),
      );
    }
    case 'never': {
      const wishes: Wish[] = [];
      for (const from of membersOf(reach, tiers, intent.from).keys()) {
        for (const to of membersOf(reach, tiers, intent.to).keys()) {
          if (from === to) continue;
          if (isPlace(to)) wishes.push(...outWishes(reach, from, to, because));
          else if (isBeyondHost(from))
            wishes.push(...inWishes(reach, partsOf(from), to, () => true, because));
          else if (!isPlace(from) && reach.reaches(from, to) !== false)
            wishes.push({ kind: 'pair', from, to, because });
        }
      }
      return wishes;
    }
    default:
      return [];
  }
}

function partsOf(place: string): readonly Beyond[] {
  if (place === lanPlace) return ['lan'];
  return place === internetPlace ? ['internet'] : ['internet', 'lan'];
}

function outWishes(reach: Reach, name: string, place: string, because: string): readonly Wish[] {
  const facts = reach.facts.get(name);
  if (!facts) return [];
  const out = outOf(facts);
  if (place === hostPlace) return out.host === false ? [] : [{ kind: 'host', from: name, because }];
  const leaves = facts.egressNeedsRoute !== false;
  return partsOf(place)
    .filter((to) => out[to] !== false || leaves)
    .map((to) => ({ kind: 'out', from: name, to, because }));
}

/** Ports that `wanted` names and that answer some of `from`; and the container itself, where a machine with a route reaches it. */
function inWishes(
  reach: Reach,
  from: readonly Beyond[],
  to: string,
  wanted: (port: Published) => boolean,
  because: string,
): readonly Wish[] {
  const facts = reach.facts.get(to);
  if (!facts) return [];
  const wishes: Wish[] = [];
  facts.published.forEach((port, index) => {
    if (!wanted(port)) return;
    for (const part of from)
      if (answersOf(port)[part] !== false) wishes.push({ kind: 'in', from: part, to, index, because });
  });
  if (from.includes('lan') && fromLanOf(facts) !== false && facts.isolation !== 'open')
    wishes.push({ kind: 'in', from: 'lan', to, index: null, because });
  return wishes;
}

/** `exposed`: what is not listed answers nobody outside. */
function wishesOfExposed(
  reach: Reach,
  intents: readonly Intent[],
  services: readonly string[],
): readonly Wish[] {
  const listed = expectedIn(intents);
  if (listed === null) return [];
  const because = 'exposed';
  return services.flatMap((name) =>
    inWishes(
      reach,
      ['internet', 'lan'],
      name,
      ({ hostPort, protocol, service }) =>
        service === name && !isListed(listed, { service: name, port: hostPort, protocol }),
      because,
    ).filter((wish) => wish.kind === 'in' && wish.index !== null),
  );
}

/** A port that is bound to loopback is meant for the host alone; one that is bound to a private address, for the LAN alone. */
function wishesOfBinds({ services }: Topology, reach: Reach): readonly Wish[] {
  const wishes: Wish[] = [];
  for (const name of reach.services) {
    const facts = reach.facts.get(name);
    if (!facts || facts.owner !== name || !services.has(name)) continue;
    if (isForHost(facts) && fromLanOf(facts) !== false)
      wishes.push({ kind: 'in', from: 'lan', to: name, index: null, because: 'ports on loopback' });
    facts.published.forEach((port, index) => {
      if (isPrivate(port.hostIp) && answersOf(port).internet !== false)
        wishes.push({ kind: 'in', from: 'internet', to: name, index, because: `port on ${port.hostIp}` });
    });
  }
  return wishes;
}

function isForHost({ published }: ServiceFacts): boolean {
  return published.length > 0 && published.every(({ hostIp }) => /^127\.|^::1$/.test(hostIp));
}

/** Addresses that the Internet has no route to: RFC 1918, and unique local ones of IPv6. */
function isPrivate(address: string): boolean {
  return /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(address) || /^f[cd][0-9a-f]{2}:/i.test(address);
}

/** The ends of a wish, as the proof names them. */
export function endsOf(wish: Wish): readonly [string, string] {
  const place = (part: Beyond): string => (part === 'lan' ? lanPlace : internetPlace);
  switch (wish.kind) {
    case 'out':
      return [wish.from, place(wish.to)];
    case 'host':
      return [wish.from, hostPlace];
    case 'in':
      return [place(wish.from), wish.to];
    case 'pair':
      return [wish.from, wish.to];
  }
}

/** Whether the connection of a wish exists. */
export function stillThere(reach: Reach, wish: Wish): Tri {
  switch (wish.kind) {
    case 'out': {
      const facts = reach.facts.get(wish.from);
      return facts ? outOf(facts)[wish.to] : false;
    }
    case 'host': {
      const facts = reach.facts.get(wish.from);
      return facts ? outOf(facts).host : false;
    }
    case 'in': {
      const facts = reach.facts.get(wish.to);
      if (!facts) return false;
      if (wish.index === null) return fromLanOf(facts);
      const port = facts.published[wish.index];
      return port ? answersOf(port)[wish.from] : false;
    }
    case 'pair':
      return reach.reaches(wish.from, wish.to);
  }
}
