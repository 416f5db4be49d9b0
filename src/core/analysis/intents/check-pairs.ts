// `never` and `must`: every pair of the two sides, judged by reach.

import type { Topology } from '../../compose/topology.ts';
import { transitThrough } from '../blast/transit.ts';
import { explainReach } from '../explain/explain-reach.ts';
import { hopBetween } from '../explain/hop-between.ts';
import { either } from '../reach/tri.ts';
import type { Reach } from '../reach-model.ts';
import type { Tiers } from '../tiers.ts';
import { type Breach, type PairIntent, quoted } from './intent.ts';
import { type Members, membersOf } from './subject-members.ts';

interface Pair {
  readonly from: string;
  readonly to: string;
}

/** How many pairs become hops of a path; the others are counted. */
const shown = 5;

/** What keeps the intent from holding; nothing where it holds. One breach tells of all pairs. */
export function checkPairs(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: PairIntent,
): readonly Breach[] {
  const from = membersOf(reach, tiers, intent.from);
  const to = membersOf(reach, tiers, intent.to);
  const wrong: Pair[] = [];
  const doubtful: Pair[] = [];
  for (const a of from.keys()) {
    for (const b of to.keys()) {
      if (a === b) continue;
      const reaches = either(reach.direct(a, b), reach.viaHost(a, b));
      if (reaches === 'unknown') doubtful.push({ from: a, to: b });
      else if (reaches === (intent.kind === 'never')) wrong.push({ from: a, to: b });
    }
  }
  const members = { from, to };
  if (wrong.length > 0) return [pairBreach(topology, reach, intent, 'broken', wrong, members)];
  if (doubtful.length > 0) return [pairBreach(topology, reach, intent, 'unknown', doubtful, members)];
  return intent.kind === 'never' ? transitBreach(topology, reach, intent, members) : [];
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
  const { summary } = explainReach(topology, reach, first.from, first.to);
  const more =
    pairs.length > 1 ? ` (and ${pairs.length - 1} more ${pairs.length > 2 ? 'pairs' : 'pair'})` : '';
  const verdict = state === 'broken' ? 'does not hold' : 'cannot be told';
  const lacking = intent.kind === 'must' && state === 'broken';
  return {
    state,
    certainty: pairs.every((pair) => isGuess(pair, sides)) ? 'inferred' : 'certain',
    subjects: [...new Set(pairs.slice(0, shown).flatMap((pair) => [pair.from, pair.to]))],
    message: `${quoted(intent)} ${verdict}: ${summary}${more}.`,
    at: intent.path,
    path: lacking ? [] : pairs.slice(0, shown).map((pair) => hopBetween(topology, reach, pair.from, pair.to)),
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

/** T4: what no pair allows may still be passed on by a container between the two. */
function transitBreach(
  topology: Topology,
  reach: Reach,
  intent: PairIntent,
  sides: Sides,
): readonly Breach[] {
  for (const name of reach.services) {
    const transit = transitThrough(topology, reach, name);
    if (!transit) continue;
    const near = (member: string): boolean => member !== name && sharesNetwork(reach, member, name);
    const a = [...sides.from.keys()].find(near);
    const b = [...sides.to.keys()].find((member) => member !== a && near(member));
    if (a === undefined || b === undefined) continue;
    const causes = transit.causes.map(({ text }) => text).join(' and ');
    return [
      {
        state: 'unknown',
        certainty: isGuess({ from: a, to: b }, sides) ? 'inferred' : 'certain',
        subjects: [a, b, name],
        message: `${quoted(intent)} cannot be told: ${name} is on ${transit.networks.join(' and ')} and ${causes}, so it may pass packets of ${a} on to ${b}.`,
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
