// What a service has from an anchor, by alias, by merge key, or as its holder, and who else has it from there.

import { deref, entriesOf, entryOf, itemsOf, type Tree } from '../../../yaml/tree.ts';
import type { Service, Topology } from '../../topology.ts';

/** Whether a key of a service, or anything below it, comes from an anchor or is one: to change it, the service takes a copy. */
export function holdsShared(service: Service, key: string): boolean {
  const entry = entryOf(service.tree, key);
  return entry !== null && entry !== undefined && (entry.merged !== null || isShared(entry.value));
}

function isShared(tree: Tree): boolean {
  if (tree.kind === 'alias' || tree.anchor !== undefined) return true;
  if (tree.kind === 'seq') return tree.items.some(isShared);
  return tree.kind === 'map' && tree.entries.some((entry) => entry.merged !== null || isShared(entry.value));
}

/** The anchor that says a key of a service; null where it is the service's own. An empty value says nothing to share. */
function anchorOf(service: Service, key: string): string | null {
  const entry = entryOf(service.tree, key);
  if (!entry) return null;
  const value = deref(entry.value);
  if (value?.kind !== 'scalar' && entriesOf(value).length + itemsOf(value).length === 0) return null;
  if (entry.merged) return entry.merged.anchor;
  if (entry.value.kind === 'alias') return entry.value.name;
  return entry.value.anchor ?? deref(service.tree)?.anchor ?? null;
}

/** Services that have a key from the same anchor as `service`, in file order; none where no anchor says it. */
export function keySharers(topology: Topology, service: Service, key: string): readonly Service[] {
  const anchor = anchorOf(service, key);
  if (anchor === null) return [];
  return [...topology.services.values()].filter((one) => anchorOf(one, key) === anchor);
}
