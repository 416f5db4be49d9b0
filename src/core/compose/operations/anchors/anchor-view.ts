// A document in which one key of a service counts as its own although an anchor says it: edits then go to the anchor.

import { deref } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service } from '../../topology.ts';

/** A document whose nodes are found through aliases and merge keys. */
export interface AnchorView extends ComposeDocument {
  readonly throughAnchors: true;
}

/** The view for editing `key` of `service` where it is really written. */
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
