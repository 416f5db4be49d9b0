// Which networks carry a pair.

import { compareBytes } from './compare-bytes.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** Keys of the networks that carry connections from `a` to `b`, as `a` has them, sorted; none within one namespace. */
export function commonNetworks(a: Namespace, b: Namespace): readonly string[] {
  if (a === b) return [];
  const keys = new Set<string>();
  for (const { segment, key } of a.endpoints) {
    if (segment.carries === false) continue;
    if (b.endpoints.some((endpoint) => endpoint.segment === segment)) keys.add(key);
  }
  return [...keys].sort(compareBytes);
}
