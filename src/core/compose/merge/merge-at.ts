// How a key is merged, by its path.

import { networkKeys } from '../keys/file-keys.ts';
import { type Merge, rowsOf } from '../keys/key.ts';
import { serviceKeys } from '../keys/service-keys.ts';

/** A service and a network have no key in common that is merged in two ways. */
const rules: ReadonlyMap<string, Merge> = new Map(
  [...rowsOf(networkKeys), ...rowsOf(serviceKeys)].flatMap(([path, { merge }]) =>
    merge ? [[path.join('.'), merge] as const] : [],
  ),
);

/** Returns how the key at `path`, from its service or network on, is merged; undefined where its form decides. */
export function mergeAt(path: readonly string[]): Merge | undefined {
  return rules.get(path.join('.')) ?? rules.get([...path.slice(0, -1), '*'].join('.'));
}
