// Pairs of keys and values, as a list of `KEY=value` or a map: `environment`, `labels`, `sysctls`, `extra_hosts`.

import { deref, type Path, type Tree } from '../../../yaml/tree.ts';
import type { KeyValue, Option } from '../../topology.ts';
import { fieldsOf } from './fields-of.ts';
import { readText, readTexts } from './read-scalar.ts';

/** Returns the pairs in file order; `path` is the position of the list or map, from the service. */
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

/** Reads `environment` of a service: a key alone takes its value from the variable of that name, if Compose sees one. */
export function readSettings(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly KeyValue[] {
  return readKeyValues(tree, environment, ['environment']).map((pair) => {
    const value = pair.value === null ? environment.get(pair.key) : undefined;
    return value === undefined ? pair : { ...pair, value, fromEnvironment: true };
  });
}

/** Returns the entries of a map or of a list of `key=value`, in file order; an absent value reads as ''. */
export function readOptions(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly Option[] {
  return readKeyValues(tree, environment, []).map(({ key, value }) => ({ key, value: value ?? '' }));
}

/**
 * Reads `extra_hosts` (semantics 1.1), `HOST=IP` or `HOST:IP` in a list, or a map of hosts to one or several addresses: one pair per host
 * and address, in file order. Brackets around an IPv6 address are removed.
 */
export function readExtraHosts(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): readonly KeyValue[] {
  const node = deref(tree);
  const hosts: KeyValue[] = [];
  if (node?.kind === 'map') {
    for (const { key, value } of fieldsOf(node).values()) {
      const several = deref(value)?.kind === 'seq';
      for (const [index, address] of readTexts(value, environment).entries()) {
        const path: Path = several ? ['extra_hosts', key, index] : ['extra_hosts', key];
        hosts.push({ key, value: bare(address), path });
      }
    }
  }
  if (node?.kind !== 'seq') return hosts;
  for (const [index, item] of node.items.entries()) {
    const text = readText(item, environment);
    if (text === null) continue;
    // Split at the equals sign; without one at the first colon, since addresses hold colons, too.
    const separator = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const path: Path = ['extra_hosts', index];
    if (separator < 0) {
      hosts.push({ key: text, value: null, path });
      continue;
    }
    const key = text.slice(0, separator);
    for (const address of text.slice(separator + 1).split(',')) {
      hosts.push({ key, value: bare(address), path });
    }
  }
  return hosts;
}

function bare(address: string): string {
  return address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
}
