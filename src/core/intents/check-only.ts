// `only`: nobody but those who are named reaches a service, neither another container nor the outside past them.

import { nameList } from '../compose/name-list.ts';
import type { Topology } from '../compose/topology.ts';
import type { Tiers } from '../needs/tiers.ts';
import { outsidePlace } from '../reach/places.ts';
import type { Reach } from '../reach/reach-model.ts';
import { waysIn } from '../reach/ways-in.ts';
import { checkPairs } from './check-pairs.ts';
import { type Breach, intentText, membersOf, type OnlyIntent } from './intent.ts';

export function checkOnly(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  intent: OnlyIntent,
): readonly Breach[] {
  const subjects = membersOf(reach, tiers, intent.subjects);
  const allowed = membersOf(reach, tiers, intent.from);
  const owners = new Set([...subjects.keys()].map((name) => reach.facts.get(name)?.owner ?? name));
  const others = reach.services.filter(
    (name) => !subjects.has(name) && !allowed.has(name) && !owners.has(reach.facts.get(name)?.owner ?? name),
  );
  const { text, path } = intent;
  const pairs = checkPairs(topology, reach, tiers, {
    kind: 'never',
    text,
    path,
    from: others.map((name) => ({ kind: 'service', name })),
    to: intent.subjects,
  });
  return [
    ...pairs,
    ...[...subjects].flatMap(([name, guess]) => outsideBreach(reach, intent, name, guess) ?? []),
  ];
}

/** Returns the breach through a service's own ports; connections through a proxy count as the proxy's. */
function outsideBreach(reach: Reach, intent: OnlyIntent, name: string, guess: boolean): Breach | null {
  const fromOutside = reach.facts.get(name)?.fromOutside ?? 'unknown';
  if (fromOutside === false) return null;
  const state = fromOutside === true ? 'broken' : 'unknown';
  const ways = waysIn(reach, name).filter(({ reachableFrom }) => reachableFrom === 'outside');
  const ports = nameList([...new Set(ways.map(({ port }) => port))]);
  const how = ports === '' ? '' : ` at port ${ports} of this machine`;
  const verdict =
    state === 'broken'
      ? `does not hold: the outside reaches ${name}${how}`
      : `cannot be decided: whether the outside reaches ${name} is unknown`;
  const hops = ways.length > 0 ? ways.map(({ at }) => at) : [['services', name]];
  return {
    state,
    certainty: guess ? 'inferred' : 'certain',
    subjects: [name],
    message: `${intentText(intent)} ${verdict}.`,
    at: intent.path,
    path: hops.map((at) => ({ from: outsidePlace, to: name, network: null, at })),
    evidence: [intent.text, state, outsidePlace, name],
    parts: [
      ['CN701', intent.text, outsidePlace, name],
      ...(state === 'broken' ? [['CN701', intent.text, outsidePlace, name, state]] : []),
    ],
    unlisted: [],
  };
}
