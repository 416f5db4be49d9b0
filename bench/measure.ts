// Timing: every measure runs once per round, after the bare parse that it is divided by, so that a slow moment of the machine
// slows both.

import { parseDocument } from 'yaml';

/** One thing to time. `prepare` is not timed and makes what `run` takes; it gets the number of the round. */
export interface Measure {
  readonly name: string;
  prepare(round: number): () => unknown;
}

/** The bare parse of texts, which all else is divided by. */
export function bareParse(name: string, texts: readonly string[]): Measure {
  return { name, prepare: () => () => texts.map((text) => parseDocument(text, { merge: true })) };
}

let unreadTexts = 0;

/** The same file as a text that was not opened before: what is remembered of texts and their services is not measured. */
export function unread(text: string): string {
  return `${text}# ${++unreadTexts}\n`;
}

export interface Timing {
  readonly ms: number;
  readonly ratio: number;
}

/** How long each measure runs before it counts, in milliseconds, and at least how often: as code is after minutes of editing. */
const warmUp = { time: 1500, runs: 3 } as const;

/** Medians over `rounds`, after a warm-up that does not count; ratios to the measure named first. */
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

/** The middle one; the lower of the two where there is no middle. */
export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}
