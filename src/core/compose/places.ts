// Paths of YAML nodes that rules point at: items of lists and maps found by their content, whichever form the file uses.

import { childOf, deref, itemsOf, type Path, scalarText } from '../yaml/tree.ts';
import type { Service } from './topology.ts';

/** Path of the item of `key` that names `name` (list item `name`, `name:…`, `name=…`, or map key); else of the key. */
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

/** Path of a key of a service; of the service where the key is absent. */
export function keyPlace(service: Service, key: string): Path {
  return childOf(service.tree, key) ? ['services', service.name, key] : ['services', service.name];
}

/**
 * Path of what puts a service on a network: its item of `networks`, its `network_mode` where that names
 * the network, else the service itself (implicit default).
 */
export function attachmentPlace(service: Service, network: string): Path {
  return service.mode.kind === 'network'
    ? keyPlace(service, 'network_mode')
    : itemPlace(service, 'networks', writtenKey(service, network));
}

/** The key by which the file puts `service` on `network`. */
export function writtenKey(service: Service, network: string): string {
  return service.attachments.find((attachment) => attachment.network === network)?.writtenAs ?? network;
}

/**
 * The text by which operations find an item of a list. It is the item as the file writes it, before variables are filled in; an item in the long
 * form stands for its target, or for its source where it has no target. Null where that is no plain text.
 */
export function writtenItem({ tree }: Service, path: Path): string | null {
  const [key, index] = path;
  const item = typeof index === 'number' ? itemsOf(childOf(tree, String(key)))[index] : null;
  return scalarText(item) ?? scalarText(childOf(item, 'target')) ?? scalarText(childOf(item, 'source'));
}
