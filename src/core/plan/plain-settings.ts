// Values in one spelling, so that two of them are equal where Compose hashes the same: how each key is hashed stands in the table of keys.

import { type Cast, type ComposeKey, keyBelow } from '../compose/keys/key.ts';
import { bytesOf } from '../compose/project/values/byte-size.ts';
import { secondsOf } from '../compose/project/values/duration.ts';
import { fieldsOf } from '../compose/project/values/fields-of.ts';
import { readOptions } from '../compose/project/values/read-key-values.ts';
import { readText } from '../compose/project/values/read-scalar.ts';
import { deref, type Tree } from '../yaml/tree.ts';

export type Environment = ReadonlyMap<string, string>;
export type Plain = string | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Returns the value of a key in one canonical spelling; undefined when it has no effect. */
export function plainOf(
  tree: Tree,
  row: ComposeKey | undefined,
  environment: Environment,
): Plain | undefined {
  const node = deref(tree);
  if (node === null) return undefined;
  if (row?.hash === 'pairs') return pairs(readOptions(node, environment));
  if (node.kind === 'seq') {
    const item = keyBelow(row, '-');
    return nonEmpty(
      node.items.map((tree) => plainOf(tree, item, environment) ?? (deref(tree)?.kind === 'map' ? {} : null)),
    );
  }
  if (node.kind === 'scalar') return readScalar(node, row, environment);
  const map: Record<string, Plain> = {};
  for (const [name, { value }] of fieldsOf(node)) {
    if (name.startsWith('x-')) continue;
    const plain = plainOf(value, keyBelow(row, name), environment);
    if (plain !== undefined) map[name] = plain;
  }
  return map;
}

function readScalar(node: Tree, row: ComposeKey | undefined, environment: Environment): string | undefined {
  const text = readText(node, environment);
  if (text === null || text === '') return undefined;
  if (row?.hash === 'duration') return `${secondsOf(text) ?? text}`;
  const plain = canonicalNumber(text, row?.cast ?? null);
  const zeroIsAbsent = row?.hash === 'nonzero' || (row?.cast !== undefined && row.hash !== 'zero');
  return zeroIsAbsent && (plain === 'false' || Number(plain) === 0) ? undefined : plain;
}

/** Returns a size in bytes, and a number in its shortest form. */
function canonicalNumber(text: string, cast: Cast | null): string {
  if (cast === 'size') return `${bytesOf(text) ?? text}`;
  return cast === 'number' && Number.isFinite(Number(text)) ? `${Number(text)}` : text;
}

function pairs(options: readonly { readonly key: string; readonly value: string }[]): Plain | undefined {
  const map = Object.fromEntries(options.map(({ key, value }) => [key, value]));
  return isEmptyMap(map) ? undefined : map;
}

export function nonEmpty(items: readonly Plain[]): Plain | undefined {
  return items.length === 0 ? undefined : items;
}

export function isMap(value: Plain): value is { readonly [key: string]: Plain } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function isEmptyMap(value: Plain): boolean {
  return isMap(value) && Object.keys(value).length === 0;
}

/** Returns the text of a value with sorted keys. */
export function canonicalText(value: Plain): string {
  return JSON.stringify(value, (_, inner: Plain) =>
    isMap(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
