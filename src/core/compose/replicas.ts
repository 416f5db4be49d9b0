// How many containers of one service are gone through one by one: no Engine runs more, and a number is quickly typed.

import type { Service } from './topology.ts';

/** The largest number of containers of one service that lists show. */
const maxContainers = 10_000;

/** Returns the number of containers that Compose creates for a service, up to the largest number that lists show. */
export function listedReplicas({ replicas }: Pick<Service, 'replicas'>): number {
  return Math.min(replicas, maxContainers);
}
