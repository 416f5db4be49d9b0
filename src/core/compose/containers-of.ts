// The names of containers.

import { listedReplicas } from './replicas.ts';
import type { Service } from './topology.ts';

/** Returns the names of the containers that Compose creates for a service (D1); none when the project's name is unknown. */
export function containersOf(
  service: Pick<Service, 'name' | 'containerName' | 'replicas'>,
  project: string | null,
): readonly string[] {
  const { name, containerName } = service;
  if (containerName !== null) return [containerName];
  if (project === null) return [];
  return Array.from(
    { length: Math.max(1, listedReplicas(service)) },
    (_, index) => `${project}-${name}-${index + 1}`,
  );
}
