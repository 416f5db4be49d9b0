// Reads `--engine`. Knows which release a bare number stands for, not what releases do (`reach/engine-behaviour.ts`).

import { engineKinds } from './engine-kinds.ts';
import type { Engine, EngineKind } from './reach/reach-model.ts';

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

const otherKinds: readonly Exclude<EngineKind, 'docker'>[] = ['swarm', 'podman', 'podman-compose'];

/** All that can be named without a release: lines of Docker's Engine, then the others. */
export const engineWords: readonly string[] = [...engineLines, ...otherKinds];

/**
 * The Engine that `text` names: a bare 25 to 29 is the newest of its line, else `X.Y.Z`, or one beside Docker's by its word; null for
 * anything else.
 */
export function parseEngine(text: string): Engine | null {
  const line = newest.get(text);
  if (line) return { text, kind: 'docker', major: Number(text), minor: line[0], patch: line[1] };
  const other = otherKinds.find((kind) => kind === text);
  if (other !== undefined) {
    const [major, minor, patch] = engineKinds[other].release;
    return { text, kind: other, major, minor, patch };
  }
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!match) return null;
  return { text, kind: 'docker', major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}
