// `never` and `must`: every pair of the two sides, checked by reach.

import { transitThrough } from '../blast/transit.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import { explain } from '../explain/explain.ts';
import { explainReach } from '../explain/explain-reach.ts';
import type { Tiers } from '../needs/tiers.ts';
import type { Hop } from '../reach/document-paths.ts';
import { hopBetween, memberPath } from '../reach/document-paths.ts';
import { hostPlace, isBeyondHost, isPlace, outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { waysIn } from '../reach/ways-in.ts';
import { sendsTo } from './check-way-out.ts';
import { type Breach, intentText, type Members, membersOf, type PairIntent } from './intent.ts';

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** The number of pairs that become hops of a path; the others are counted. */
const maxShown = 5;

/** Returns whether one subject reaches the other, in the sense of an intent. */
type Connects = (topology: Topology, reach: Reach, from: string, to: string) => Tri;

/** Returns one breach that lists all offending pairs; none when the intent holds. */
export function checkPairs(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: PairIntent,
  connects: Connects = reachesFrom,
): readonly Breach[] {
  const from = membersOf(reach, tiers, intent.from);
  const to = membersOf(reach, tiers, intent.to);
  const violations: Pair[] = [];
  const possibleViolations: Pair[] = [];
  for (const a of from.keys()) {
    for (const b of to.keys()) {
      if (a === b) continue;
      const reaches = connects(topology, reach, a, b);
      if (reaches === 'unknown') possibleViolations.push({ from: a, to: b });
      else if (reaches === (intent.kind === 'never')) violations.push({ from: a, to: b });
    }
  }
  const members = { from, to };
  if (violations.length > 0) return [pairBreach(topology, reach, intent, 'broken', violations, members)];
  if (possibleViolations.length > 0)
    return [pairBreach(topology, reach, intent, 'unknown', possibleViolations, members)];
  return intent.kind === 'never' ? transitBreach(topology, reach, intent, members) : [];
}

/**
 * Returns whether one end reaches the other. Either may be a place: into the project by any port or proxy, out of it with or without an
 * answer (E5).
 */
function reachesFrom(topology: Topology, reach: Reach, from: string, to: string): Tri {
  if (isPlace(from)) return comesFrom(topology, reach, from, to);
  if (isPlace(to)) return sendsTo(topology, reach, from, to);
  return reach.reaches(from, to);
}

function comesFrom(topology: Topology, reach: Reach, from: string, to: string): Tri {
  // Without a machine the LAN and the Internet come the same ways.
  if (from === hostPlace) return explainReach(topology, reach, from, to).reaches;
  if (from !== outsidePlace && reach.options.machine) {
    const { reaches } = explainReach(topology, reach, from, to);
    if (reaches !== false) return reaches;
    return waysIn(reach, to).some(({ reachableFrom }) => reachableFrom !== 'outside') ? 'unknown' : false;
  }
  const ways = waysIn(reach, to);
  if (ways.some(({ open }) => open === true)) return true;
  return ways.length > 0 ? 'unknown' : (reach.facts.get(to)?.fromOutside ?? 'unknown');
}

/** Returns the connection as a hop of a path. */
function hopOf(topology: Topology, reach: Reach, from: string, to: string): Hop {
  if (isPlace(from)) {
    const way = isBeyondHost(from) ? waysIn(reach, to)[0] : undefined;
    return { from, to, network: null, at: way?.at ?? ['services', to] };
  }
  if (!isPlace(to)) return hopBetween(topology, reach, from, to);
  const network = reach.facts.get(from)?.gateway ?? null;
  return { from, to, network, at: memberPath(topology, reach, from, network) };
}

interface Sides {
  readonly from: Members;
  readonly to: Members;
}

function pairBreach(
  topology: Topology,
  reach: Reach,
  intent: PairIntent,
  state: Breach['state'],
  pairs: readonly Pair[],
  sides: Sides,
): Breach {
  const [first = { from: '', to: '' }] = pairs;
  // A way in may lead through a proxy, which only the whole explanation shows.
  const why = isBeyondHost(first.from) ? explain : explainReach;
  const { summary } = why(topology, reach, first.from, first.to);
  const more =
    pairs.length > 1 ? ` (and ${pairs.length - 1} more ${pairs.length > 2 ? 'pairs' : 'pair'})` : '';
  const verdict = state === 'broken' ? 'does not hold' : 'cannot be decided';
  const lacking = intent.kind === 'must' && state === 'broken';
  return {
    state,
    certainty: pairs.every((pair) => isGuess(pair, sides) || isProxied(reach, pair)) ? 'inferred' : 'certain',
    subjects: [...new Set(pairs.slice(0, maxShown).flatMap((pair) => [pair.from, pair.to]))].filter(
      (name) => !isPlace(name),
    ),
    message: `${intentText(intent)} ${verdict}: ${summary}${more}.`,
    at: intent.path,
    path: lacking ? [] : pairs.slice(0, maxShown).map((pair) => hopOf(topology, reach, pair.from, pair.to)),
    evidence: [intent.text, state, ...pairs.map((pair) => `${pair.from} -> ${pair.to}`)],
    parts: [
      ['CN701', intent.text],
      ...pairs.map((pair) => ['CN701', intent.text, pair.from, pair.to]),
      ...(state === 'broken' ? [['CN701', intent.text, state]] : []),
    ],
    unlisted: [],
  };
}

function isGuess(pair: Pair, { from, to }: Sides): boolean {
  return from.get(pair.from) === true || to.get(pair.to) === true;
}

/** True when only a proxy leads in, which labels declare and no file proves. */
function isProxied(reach: Reach, { from, to }: Pair): boolean {
  if (!isBeyondHost(from)) return false;
  const ways = waysIn(reach, to);
  return ways.length > 0 && ways.every(({ reachableFrom }) => reachableFrom !== 'outside');
}

/** T4: returns the breach through a container in between, which may pass on what no pair allows. */
function transitBreach(
  topology: Topology,
  reach: Reach,
  intent: PairIntent,
  sides: Sides,
): readonly Breach[] {
  for (const name of reach.services) {
    const transit = transitThrough(topology, reach, name);
    if (!transit) continue;
    const near = (member: string): boolean =>
      member !== name && !isPlace(member) && sharesNetwork(reach, member, name);
    const a = [...sides.from.keys()].find(near);
    const b = [...sides.to.keys()].find((member) => member !== a && near(member));
    if (a === undefined || b === undefined) continue;
    const causes = transit.causes.map(({ text }) => text).join(' and ');
    return [
      {
        state: 'unknown',
        certainty: isGuess({ from: a, to: b }, sides) ? 'inferred' : 'certain',
        subjects: [a, b, name],
        message: `${intentText(intent)} cannot be decided: ${name} is on ${transit.networks.join(' and ')} and ${causes}, so it may pass packets of ${a} on to ${b}.`,
        at: intent.path,
        path: [hopBetween(topology, reach, a, name), hopBetween(topology, reach, name, b)],
        evidence: [intent.text, 'unknown', `${a} -> ${name} -> ${b}`],
        parts: [['CN701', intent.text]],
        unlisted: [],
      },
    ];
  }
  return [];
}

function sharesNetwork(reach: Reach, a: string, b: string): boolean {
  return reach.direct(a, b) !== false && reach.pair(a, b).networks.length > 0;
}
