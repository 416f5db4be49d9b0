// Which of the eight colours a network has, on the page and in pictures of it. A hue is a number; a theme gives it a colour.

/** The eight in the order in which they are taken; the last two, olive and brown, only where the others are. */
const hues = [1, 6, 3, 2, 4, 7, 5, 8] as const;
const lively = 6;
/** Networks named front, mid and back have the same colours in every file. */
const habits: readonly (readonly [RegExp, (typeof hues)[number]])[] = [
  [/^front/i, 1],
  [/^mid/i, 2],
  [/^back/i, 3],
];

const habitOf = (name: string): (typeof hues)[number] | undefined =>
  habits.find(([pattern]) => pattern.test(name))?.[1];

/** A hue of the first six, chosen by the letters of a name. */
function byLetters(name: string): (typeof hues)[number] {
  let hash = 7;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) >>> 0;
  return hues[hash % lively] ?? 1;
}

const noneGiven: ReadonlyMap<string, number> = new Map();

/**
 * A hue (1 to 8) for every network, by its name: one that is added at the end leaves the others theirs. The classic names come
 * first; where two ask for the same, the later in the file takes the next that is free, as long as there is one. `given` are
 * those that some have already.
 */
export function networkHues(networks: Iterable<string>, given = noneGiven): ReadonlyMap<string, number> {
  const names = [...networks];
  const taken = new Set<number>(given.values());
  const assigned = new Map<string, number>(given);
  const take = (name: string, wished: (typeof hues)[number]): void => {
    const at = hues.indexOf(wished);
    const inTurn = [...hues.slice(at, lively), ...hues.slice(0, at), ...hues.slice(Math.max(at, lively))];
    const hue = inTurn.find((each) => !taken.has(each)) ?? wished;
    taken.add(hue);
    assigned.set(name, hue);
  };
  for (const name of names) {
    const habit = habitOf(name);
    if (habit !== undefined && !taken.has(habit) && !assigned.has(name)) take(name, habit);
  }
  for (const name of names) if (!assigned.has(name)) take(name, byLetters(name));
  return new Map(names.map((name) => [name, assigned.get(name) ?? 1]));
}
