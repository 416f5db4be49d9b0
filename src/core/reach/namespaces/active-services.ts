// The services that take part: those with a container under the active profiles.

import type { Service, Topology } from '../../compose/topology.ts';

/** True when a service takes part under these profiles: it has no profile, or one of them is active. */
export function isActive(service: Pick<Service, 'profiles'>, profiles: readonly string[]): boolean {
  return (
    service.profiles.length === 0 ||
    profiles.includes('*') ||
    service.profiles.some((name) => profiles.includes(name))
  );
}

/**
 * Returns the services with an active profile, in file order. Providers (A1) and services with `scale: 0` have no container and are left
 * out.
 */
export function activeServices(topology: Topology, profiles: readonly string[]): readonly Service[] {
  return [...topology.services.values()].filter(
    (service) => !service.isProvider && service.replicas !== 0 && isActive(service, profiles),
  );
}
