// Which of the eight colours a network has, on the page and in pictures of it. A hue is a number; a theme gives it a colour.

import type { Topology } from '../../compose/topology.ts';

const hues = 8;
/** Names of the classic three keep their colours in every file. */
const habits: readonly (readonly [RegExp, number])[] = [
  [/^front/i, 1],
  [/^mid/i, 2],
  [/^back/i, 3],
];

const habitOf = (name: string): number | undefined => habits.find(([pattern]) => pattern.test(name))?.[1];

/** One of the eight by the letters of a name. */
function byLetters(name: string): number {
  let hash = 7;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) >>> 0;
  return (hash % hues) + 1;
}

/**
 * A hue (1 to 8) for every network, by its name: one that is added at the end leaves the others theirs. The classic names come
 * first; where two ask for the same, the later in the file takes the next that is free, as long as there is one.
 */
export function networkHues(topology: Pick<Topology, 'networks'>): ReadonlyMap<string, number> {
  const names = [...topology.networks.keys()];
  const taken = new Set<number>();
  const assigned = new Map<string, number>();
  const take = (name: string, wished: number): void => {
    let hue = wished;
    for (let step = 1; taken.has(hue) && step < hues; step++) hue = ((wished - 1 + step) % hues) + 1;
    if (taken.has(hue)) hue = wished;
    taken.add(hue);
    assigned.set(name, hue);
  };
  for (const name of names) {
    const habit = habitOf(name);
    if (habit !== undefined && !taken.has(habit)) take(name, habit);
  }
  for (const name of names) if (!assigned.has(name)) take(name, byLetters(name));
  return new Map(names.map((name) => [name, assigned.get(name) ?? 1]));
}
