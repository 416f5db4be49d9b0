// What is too large to be read, analyzed or drawn in one go, and how long work on it lets the browser go on. Smaller projects are handled at once.

import { entryCount } from '../../../core/compose/open-document.ts';
import type { Topology } from '../../../core/compose/topology.ts';

/** The length from which texts are read in a thread. */
export const largeLength = 300_000;

/** The number of services and networks from which projects are read in a thread and computed in short tasks. */
const manyEntries = 500;

/** The number of services and networks from which an opened project is computed in short tasks, though its text is read at once. */
const severalEntries = 150;

/** True when a project with `text` is opened in short tasks: it is read at once, or in a thread when it is large. */
export function isOpenedInTasks(text: string): boolean {
  return entryCount(text, 'services') + entryCount(text, 'networks') >= severalEntries;
}

/** True when reading `text` would block the page. */
export function isLargeText(text: string): boolean {
  if (text.length >= largeLength) return true;
  return entryCount(text, 'services') + entryCount(text, 'networks') >= manyEntries;
}

/** True when computations over all of `topology` would block the page. */
export function isLargeTopology({ services, networks }: Pick<Topology, 'services' | 'networks'>): boolean {
  return services.size + networks.size >= manyEntries;
}

/** Resolves after this many milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets the browser paint and handle input before the next task. */
export function yieldToMain(): Promise<void> {
  return wait(0);
}

/** The milliseconds after which a task yields: a page that responds within 100 feels immediate. */
export const longestTask = 16;

/** Returns a function to await between the steps of long work on the page: it yields when the task has taken long enough. */
export function createYield(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < longestTask) return;
    await yieldToMain();
    began = performance.now();
  };
}
