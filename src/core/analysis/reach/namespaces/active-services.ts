// Which services take part: those with a container under the chosen profiles.

import type { Service, Topology } from '../../../compose/topology.ts';

/** Services with an active profile, in file order; providers (A1) and `scale: 0` make no container. */
export function activeServices(topology: Topology, profiles: readonly string[]): readonly Service[] {
  const all = profiles.includes('*');
  const active: Service[] = [];
  for (const service of topology.services.values()) {
    if (service.isProvider || service.replicas === 0) continue;
    if (all || service.profiles.length === 0 || service.profiles.some((name) => profiles.includes(name))) {
      active.push(service);
    }
  }
  return active;
}
