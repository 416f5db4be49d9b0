// Keys that a service has from an anchor (by alias, by merge key, or as its holder): who shares them, and a view of the document for
// editing the anchor itself.

import { deref, entriesOf, entryOf, itemsOf, type Tree } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service, Topology } from '../../topology.ts';

/** True when a key of a service, or anything below it, comes from an anchor or holds one: a change then needs a copy. */
export function holdsShared(service: Service, key: string): boolean {
  const entry = entryOf(service.tree, key);
  return entry !== null && entry !== undefined && (entry.merged !== null || isShared(entry.value));
}

function isShared(tree: Tree): boolean {
  if (tree.kind === 'alias' || tree.anchor !== undefined) return true;
  if (tree.kind === 'seq') return tree.items.some(isShared);
  return tree.kind === 'map' && tree.entries.some((entry) => entry.merged !== null || isShared(entry.value));
}

/** Returns the anchor that holds a key of a service; null where the service has the key itself, or its value is empty. */
function anchorOf(service: Service, key: string): string | null {
  const entry = entryOf(service.tree, key);
  if (!entry) return null;
  const value = deref(entry.value);
  if (value?.kind !== 'scalar' && entriesOf(value).length + itemsOf(value).length === 0) return null;
  if (entry.merged) return entry.merged.anchor;
  if (entry.value.kind === 'alias') return entry.value.name;
  return entry.value.anchor ?? deref(service.tree)?.anchor ?? null;
}

/** Returns the services that have a key from the same anchor as `service`, in file order; none where no anchor holds it. */
export function keySharers(topology: Topology, service: Service, key: string): readonly Service[] {
  const anchor = anchorOf(service, key);
  if (anchor === null) return [];
  return [...topology.services.values()].filter((service) => anchorOf(service, key) === anchor);
}

/** A document whose nodes are found through aliases and merge keys. */
interface AnchorView extends ComposeDocument {
  readonly throughAnchors: true;
}

/** Returns the document in which `key` of `service` counts as its own although an anchor holds it: edits then change the anchor. */
export function viewThroughAnchors(document: ComposeDocument, service: Service, key: string): AnchorView {
  const tree = deref(service.tree);
  const entries =
    tree?.kind === 'map'
      ? tree.entries.map((entry) =>
          entry.key === key ? { ...entry, merged: null, value: deref(entry.value) ?? entry.value } : entry,
        )
      : [];
  const seen: Service = tree?.kind === 'map' ? { ...service, tree: { ...tree, entries } } : service;
  const services = new Map(document.topology.services).set(service.name, seen);
  return { ...document, topology: { ...document.topology, services }, throughAnchors: true };
}

export function isAnchorView(document: ComposeDocument): document is AnchorView {
  return 'throughAnchors' in document;
}
