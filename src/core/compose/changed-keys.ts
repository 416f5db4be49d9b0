// Which keys of a service an edit changed, in what they say or in how they are written.

import { sameMeaning } from '../yaml/same-meaning.ts';
import { childOf, entriesOf } from '../yaml/tree.ts';
import type { Service } from './topology.ts';

/** Keys whose name in the file is another one. */
const otherNames: ReadonlyMap<string, keyof Service> = new Map([
  ['networks', 'attachments'],
  ['network_mode', 'mode'],
  ['volumes', 'mounts'],
  ['x-bulkhead', 'tags'],
]);

/**
 * The keys that differ. One whose value is written in another form counts, since what stands in it is found in another place;
 * `tree` stands for keys of the file that the model does not have.
 */
export function changedKeys(before: Service, after: Service): ReadonlySet<keyof Service> {
  const changed = new Set<keyof Service>();
  for (const key of Object.keys(after) as (keyof Service)[]) {
    if (key !== 'tree' && !sameValue(before[key], after[key])) changed.add(key);
  }
  const written = new Set([...entriesOf(before.tree), ...entriesOf(after.tree)].map(({ key }) => key));
  for (const name of written) {
    const key = keyOf(name, after);
    if (changed.has(key)) continue;
    if (!sameMeaning(childOf(before.tree, name), childOf(after.tree, name))) changed.add(key);
  }
  return changed;
}

function keyOf(name: string, service: Service): keyof Service {
  const other = otherNames.get(name);
  if (other) return other;
  const key = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(service, key) ? (key as keyof Service) : 'tree';
}

/** Equality of plain values; `-0` and `NaN` do not occur. */
function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
