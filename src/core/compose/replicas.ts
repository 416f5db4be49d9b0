// How many containers of one service are gone through one by one: no Engine runs more, and a number is quickly typed.

import type { Service } from './topology.ts';

/** Containers of one service beyond these are counted in no list. */
const mostContainers = 10_000;

/** The containers that Compose makes for a service, as far as they are listed. */
export function listedReplicas({ replicas }: Pick<Service, 'replicas'>): number {
  return Math.min(replicas, mostContainers);
}
