// `environment`, `labels`, `sysctls`: a list of `KEY=value` or a map. Owns both forms; knows not which key it reads.

import { deref, type Path, type Tree } from '../../../yaml/tree.ts';
import type { KeyValue, Option } from '../../topology.ts';
import { fieldsOf } from './fields-of.ts';
import { readText } from './read-text.ts';

/** The pairs in file order; `path` is where the list or map stands, from the service. */
export function readKeyValues(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
  path: Path,
): readonly KeyValue[] {
  const node = deref(tree);
  const pairs: KeyValue[] = [];
  if (node?.kind === 'map') {
    for (const { key, value } of fieldsOf(node).values()) {
      pairs.push({ key, value: readText(value, environment), path: [...path, key] });
    }
  }
  if (node?.kind !== 'seq') return pairs;
  for (const [index, item] of node.items.entries()) {
    const text = readText(item, environment);
    if (text === null) continue;
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? null : text.slice(equals + 1);
    pairs.push({ key, value, path: [...path, index] });
  }
  return pairs;
}

/** The entries of a map or of a list of `key=value`, in file order; no value reads as ''. */
export function readOptions(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly Option[] {
  return readKeyValues(tree, environment, []).map(({ key, value }) => ({ key, value: value ?? '' }));
}
