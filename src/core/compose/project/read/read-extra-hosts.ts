// `extra_hosts`: `HOST=IP` or `HOST:IP` in a list, or a map of host to one or several addresses (semantics 1.1).

import { deref, type Path, type Tree } from '../../../yaml/tree.ts';
import type { KeyValue } from '../../topology.ts';
import { fieldsOf } from '../values/fields-of.ts';
import { readText, readTexts } from '../values/read-text.ts';

/** One pair per host and address, in file order; brackets around an IPv6 address are removed. */
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
    // An equals sign decides; without one the first colon does, since addresses hold colons, too.
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
