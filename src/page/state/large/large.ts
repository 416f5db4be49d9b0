// What is too large to be read, analyzed or drawn in one go, and how long work on it lets the browser go on. Smaller projects are handled at once.

import { entryCount } from '../../../core/compose/open-document.ts';
import type { Topology } from '../../../core/compose/topology.ts';

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

/** Resolves after so many milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets the browser paint and take the person's input before the next task. */
export function yieldToMain(): Promise<void> {
  return wait(0);
}

/** Milliseconds after which a task yields: a page that responds within 100 does not seem to stop. */
export const longestTask = 16;

/** To be awaited between the steps of long work on the page: yields to main where the task has lasted long enough. */
export function createYield(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < longestTask) return;
    await yieldToMain();
    began = performance.now();
  };
}
