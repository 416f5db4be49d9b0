// Which services take part: those with a container under the chosen profiles.

import type { Service, Topology } from '../../compose/topology.ts';

/** Whether a service takes part under these profiles: it has none, or one of them. */
export function isActive(service: Pick<Service, 'profiles'>, profiles: readonly string[]): boolean {
  return (
    service.profiles.length === 0 ||
    profiles.includes('*') ||
    service.profiles.some((name) => profiles.includes(name))
  );
}

/** Services with an active profile, in file order; providers (A1) and `scale: 0` make no container. */
export function activeServices(topology: Topology, profiles: readonly string[]): readonly Service[] {
  return [...topology.services.values()].filter(
    (service) => !service.isProvider && service.replicas !== 0 && isActive(service, profiles),
  );
}
