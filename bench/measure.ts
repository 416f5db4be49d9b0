// Timing: every measure runs once per round, after the bare parse that it is divided by, so that a slow moment of the machine
// slows both.

import { parseDocument } from 'yaml';

/** One measure. `prepare` is not timed and makes the input of `run`; both get the number of the round. */
export interface Measure {
  readonly name: string;
  prepare(round: number): () => unknown;
}

/** Returns the bare parse of texts as a measure, by which all other times are divided. */
export function bareParse(name: string, texts: readonly string[]): Measure {
  return { name, prepare: () => () => texts.map((text) => parseDocument(text, { merge: true })) };
}

let unreadTexts = 0;

/** Returns the same file as a text that was not opened before, so that caches by text and service do not count. */
export function unread(text: string): string {
  return `${text}# ${++unreadTexts}\n`;
}

export interface Timing {
  readonly ms: number;
  readonly ratio: number;
}

/** The time in milliseconds and the number of rounds of the warm-up, after which the code is as optimized as after minutes of editing. */
const warmUp = { time: 1500, runs: 3 } as const;

/** Returns the medians over `rounds` after a warm-up, and the ratios to the first measure. */
export function measureAll(
  measures: readonly Measure[],
  rounds: number,
  settle: () => void,
): ReadonlyMap<string, Timing> {
  for (const measure of measures) warm(measure);
  const times = new Map<string, number[]>(measures.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, prepare } of measures) {
      const run = prepare(round);
      // Garbage of the measure before is not this one's.
      settle();
      const start = performance.now();
      run();
      const took = performance.now() - start;
      times.get(name)?.push(took);
    }
  }
  const [first] = measures;
  const parse = median(times.get(first?.name ?? '') ?? []);
  return new Map([...times].map(([name, list]) => [name, { ms: median(list), ratio: median(list) / parse }]));
}

function warm({ prepare }: Measure): void {
  let spent = 0;
  for (let round = 0; round < warmUp.runs || spent < warmUp.time; round++) {
    const run = prepare(round);
    const start = performance.now();
    run();
    spent += performance.now() - start;
    if (round === 300) return;
  }
}

/** Returns the median, the lower one of an even count. */
export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}
