// Which of the eight colours a network has, on the page and in pictures of it. A hue is a number; a theme gives it a colour.

import type { Topology } from '../../compose/topology.ts';

const hues = 8;
/** Names of the classic three keep their colours in every file. */
const habits: readonly (readonly [RegExp, number])[] = [
  [/^front/i, 1],
  [/^mid/i, 2],
  [/^back/i, 3],
];

/** A hue (1 to 8) for every network: the classic names first, then in file order, each hue once before any comes twice. */
export function networkHues(topology: Topology): ReadonlyMap<string, number> {
  const assigned = new Map<string, number>();
  const used = new Set<number>();
  for (const name of topology.networks.keys()) {
    const hue = habits.find(([pattern]) => pattern.test(name))?.[1];
    if (hue === undefined || used.has(hue)) continue;
    assigned.set(name, hue);
    used.add(hue);
  }
  let next = 0;
  for (const name of topology.networks.keys()) {
    if (assigned.has(name)) continue;
    while (used.has((next % hues) + 1) && used.size < hues) next++;
    const hue = (next % hues) + 1;
    assigned.set(name, hue);
    used.add(hue);
    next++;
  }
  return new Map([...topology.networks.keys()].map((name) => [name, assigned.get(name) ?? 1]));
}
