// The names of containers.

import { listedReplicas } from './replicas.ts';
import type { Service } from './topology.ts';

/** The names of the containers that Compose makes for a service (D1); none where the project's name is not known. */
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
