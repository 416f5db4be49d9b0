// For tests only: chance that can be repeated. One seed gives one sequence, on every machine.

export interface Random {
  /** Returns a whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** Returns true in `percent` of the cases. */
  chance(percent: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Returns an element of a list; undefined when the list is empty. */
  some<T>(list: readonly T[]): T | undefined;
  /** Returns at most `count` different elements, in random order. */
  sample<T>(list: readonly T[], count: number): readonly T[];
}

/** Returns a pseudo-random generator with a seed (the mulberry32 sequence). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    chance: (percent) => next() * 100 < percent,
    pick: (list) => list[below(list.length)] ?? list[0],
    some: (list) => list[below(list.length)],
    sample: (list, count) => {
      const remaining = [...list];
      const chosen = [];
      while (chosen.length < count && remaining.length > 0)
        chosen.push(...remaining.splice(below(remaining.length), 1));
      return chosen;
    },
  };
}
