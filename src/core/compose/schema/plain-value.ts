// A value tree as Compose passes it to the schema: variables substituted, texts cast where Compose does, `!reset` keys removed. The
// number of values from aliases is limited, so that nested aliases cannot grow without bound.

import type { Writable } from '../../yaml/format-value.ts';
import { deref, type Path, type ScalarTree, type Tree } from '../../yaml/tree.ts';
import { type Cast, type ComposeKey, keyBelow } from '../keys/key.ts';
import { interpolate } from '../project/values/interpolate.ts';
import { plainNumber } from '../project/values/plain-number.ts';
import { castText } from './cast-text.ts';

/** A text that Compose cannot cast to the required type. */
export interface Uncast {
  readonly path: Path;
  readonly cast: Cast;
  readonly text: string;
}

export interface PlainReading {
  readonly value: Writable;
  readonly uncast: readonly Uncast[];
  /** False when aliases unfold beyond the limit; `value` is then incomplete. */
  readonly complete: boolean;
}

/** The largest number of values that aliases and merge keys may bring into one service, as in newer releases of Compose. */
export const UNFOLD_LIMIT = 100_000;
/** The deepest nesting: more than people write, and shallow enough for the stack. */
const DEEPEST = 200;

const goNumberPrefix = /^[-+]?(?:0[bB]|[\d.]+_)/;

interface State {
  readonly environment: ReadonlyMap<string, string>;
  readonly path: (string | number)[];
  readonly uncast: Uncast[];
  left: number;
}

/** Reads `tree`, the value of `key`; `path` is its position in the document. */
export function plainValue(
  tree: Tree,
  key: ComposeKey | undefined,
  environment: ReadonlyMap<string, string>,
  path: Path,
): PlainReading {
  const state: State = { environment, path: [...path], uncast: [], left: UNFOLD_LIMIT };
  const value = read(tree, key, false, state);
  return { value, uncast: state.uncast, complete: state.left >= 0 };
}

function read(tree: Tree, row: ComposeKey | undefined, shared: boolean, state: State): Writable {
  const unfolds = shared || tree.kind === 'alias';
  if (unfolds) state.left--;
  if (state.path.length > DEEPEST) state.left = -1;
  const node = deref(tree);
  if (node === null || state.left < 0) return null;
  if (node.kind === 'scalar') return readScalar(node, row?.cast ?? null, state);
  if (node.kind === 'seq') {
    const items: Writable[] = [];
    for (const [index, item] of node.items.entries()) {
      state.path.push(index);
      items.push(read(item, keyBelow(row, '-'), unfolds, state));
      state.path.pop();
    }
    return items;
  }
  // Without a prototype, `__proto__` is a key like any other.
  const map: Record<string, Writable> = Object.create(null);
  for (const { key, value, merged } of node.entries) {
    if (deref(value)?.tag === '!reset') continue;
    state.path.push(key);
    map[key] = read(value, keyBelow(row, key), unfolds || merged !== null, state);
    state.path.pop();
  }
  return map;
}

function readScalar(scalar: ScalarTree, cast: Cast | null, state: State): Writable {
  if (typeof scalar.value !== 'string') return scalar.value;
  // Compose's YAML reader takes underscores and binary digits in plain numbers, which YAML 1.2 has not.
  if (!scalar.quoted && scalar.tag === null && goNumberPrefix.test(scalar.text)) {
    const number = plainNumber(scalar.text);
    if (number !== null) return number.value;
  }
  if (cast === null && !scalar.text.includes('$')) return scalar.text;
  const { text, problem } = interpolate(scalar.text, state.environment);
  // A variable that cannot be substituted is reported by `interpolation-problems.ts`.
  if (cast === null || problem !== null) return text;
  const value = castText(text, cast);
  if (value !== null) return value;
  state.uncast.push({ path: [...state.path], cast, text });
  return text;
}
