// What is too large to be read, analyzed or drawn in one go. Below, everything happens at once.

import { entryCount } from '../../core/compose/open-document.ts';
import type { Topology } from '../../core/compose/topology.ts';

/** Texts of at least this length are read in a thread. */
export const largeLength = 300_000;

/**
 * Projects with at least this many services and networks are read in a thread, too, and computations on them are split into short tasks.
 */
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
