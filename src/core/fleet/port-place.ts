// The line of a compose file that publishes a port.

import { placeOnHost } from '../host/host-places.ts';
import { portPath } from '../reach/document-paths.ts';
import type { FileLine } from './answer.ts';
import type { MachineNode } from './machine-node.ts';

/** Returns the line of an item of `ports` of a service of a machine; null where no file holds it. */
export function portPlace(
  { facts }: MachineNode,
  { service, index }: { readonly service: string; readonly index: number },
): FileLine | null {
  const place = facts && placeOnHost(facts, portPath(service, index));
  return place ? { file: place.file, line: place.line } : null;
}
