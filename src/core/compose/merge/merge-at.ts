// How a key is merged, by its path.

import { networkKeys } from '../keys/file-keys.ts';
import { type Merge, rowsOf } from '../keys/key.ts';
import { serviceKeys } from '../keys/service-keys.ts';

/** The merge rules by path; no key of both services and networks is merged in two ways. */
const rules: ReadonlyMap<string, Merge> = new Map(
  [...rowsOf(networkKeys), ...rowsOf(serviceKeys)].flatMap(([path, { merge }]) =>
    merge ? [[path.join('.'), merge] as const] : [],
  ),
);

/** Returns the merge rule of the key at `path`, relative to its service or network; undefined when the value's form decides. */
export function mergeAt(path: readonly string[]): Merge | undefined {
  return rules.get(path.join('.')) ?? rules.get([...path.slice(0, -1), '*'].join('.'));
}
