// Reads `--engine`. Knows which release a bare number stands for, not what releases do (`reach/engine-behaviour.ts`).

import type { Engine } from './reach/reach-model.ts';

/** Newest release of each line, as minor and patch; a line still in growth gets numbers above any release. */
const newest: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['25', [0, 99]],
  ['26', [1, 99]],
  ['27', [5, 99]],
  ['28', [5, 2]],
  ['29', [99, 99]],
]);

/** The release lines that can be named by a bare number. */
export const engineLines: readonly string[] = [...newest.keys()];

/** The Engine that `text` names: a bare 25 to 29 is the newest of its line, else `X.Y.Z`; null for anything else. */
export function parseEngine(text: string): Engine | null {
  const line = newest.get(text);
  if (line) return { text, major: Number(text), minor: line[0], patch: line[1] };
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  return { text, major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}
