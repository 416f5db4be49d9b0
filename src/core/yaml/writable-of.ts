// A value tree as a plain value to be written again, aliases and merge keys written out.

import type { Writable } from './format-value.ts';
import { deref, type Tree } from './tree.ts';

/** More than anyone writes by hand; an alias bomb ends here. */
const MOST = 2000;

/** The value; undefined where it is larger than a person would write. */
export function writableOf(tree: Tree | null): Writable | undefined {
  let left = MOST;
  const convert = (one: Tree | null): Writable | undefined => {
    if (left-- <= 0) return undefined;
    const node = deref(one);
    if (!node) return null;
    if (node.kind === 'scalar') {
      // A number that would be written another way (`1.10`, `0444`) stays the text that Compose sees.
      return node.value === null || String(node.value) === node.text ? node.value : node.text;
    }
    if (node.kind === 'seq') {
      const items: Writable[] = [];
      for (const item of node.items) {
        const value = convert(item);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return items;
    }
    const entries: (readonly [string, Writable])[] = [];
    for (const { key, value: tree } of node.entries) {
      const value = convert(tree);
      if (value === undefined) return undefined;
      entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  };
  return convert(tree);
}
