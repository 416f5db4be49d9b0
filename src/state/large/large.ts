// What is too large to be read, analyzed or drawn in one go. Below, everything happens at once.

import { entryCount } from '../../core/compose/size-limit.ts';
import type { Topology } from '../../core/compose/topology.ts';

/** Texts from this length on are read in a thread. */
export const largeLength = 300_000;

/** So are those with this many services and networks, and what is worked out of them is cut into short tasks. */
const manyEntries = 500;

/** Whether reading `text` would hold up the page. */
export function isLargeText(text: string): boolean {
  if (text.length >= largeLength) return true;
  return entryCount(text, 'services') + entryCount(text, 'networks') >= manyEntries;
}

/** Whether working anything out of all of `topology` would. */
export function isLargeTopology({ services, networks }: Pick<Topology, 'services' | 'networks'>): boolean {
  return services.size + networks.size >= manyEntries;
}
