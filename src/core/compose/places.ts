// Paths of YAML nodes that rules point at: items of lists and maps found by their content, whichever form the file uses.

import { childOf, deref, itemsOf, type Path, scalarText } from '../yaml/tree.ts';
import type { Service } from './topology.ts';

/** Returns the path of the item of `key` that names `name` (list item `name`, `name:…`, `name=…`, or map key); else of the key. */
export function itemPlace(service: Service, key: string, name: string): Path {
  const value = deref(childOf(service.tree, key));
  if (!value) return ['services', service.name];
  if (value.kind === 'map') {
    const known = value.entries.some((entry) => entry.key === name);
    return known ? ['services', service.name, key, name] : ['services', service.name, key];
  }
  if (value.kind === 'scalar') return ['services', service.name, key];
  const index = value.items.findIndex((item) => {
    const text = scalarText(item) ?? '';
    return text === name || text.startsWith(`${name}:`) || text.startsWith(`${name}=`);
  });
  return index < 0 ? ['services', service.name, key] : ['services', service.name, key, index];
}

/** Returns the path of a service's key; of the service when the key is absent. */
export function keyPlace(service: Service, key: string): Path {
  return childOf(service.tree, key) ? ['services', service.name, key] : ['services', service.name];
}

/**
 * Returns the path of the item that attaches a service to a network: in `networks`, or its `network_mode`, else the service itself
 * (implicit default).
 */
export function attachmentPlace(service: Service, network: string): Path {
  return service.mode.kind === 'network'
    ? keyPlace(service, 'network_mode')
    : itemPlace(service, 'networks', writtenKey(service, network));
}

/** Returns the key under which the file attaches `service` to `network`. */
export function writtenKey(service: Service, network: string): string {
  return service.attachments.find((attachment) => attachment.network === network)?.writtenAs ?? network;
}

/**
 * Returns the text by which operations find an item of a list: the item as written, before interpolation; for the long form its target, or
 * its source when it has no target. Null when that is no plain text.
 */
export function writtenItem({ tree }: Service, path: Path): string | null {
  const [key, index] = path;
  const item = typeof index === 'number' ? itemsOf(childOf(tree, String(key)))[index] : null;
  return scalarText(item) ?? scalarText(childOf(item, 'target')) ?? scalarText(childOf(item, 'source'));
}
