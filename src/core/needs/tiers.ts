// The edge, app and data tiers of services: declared in the file, or inferred from ways in (published ports and proxies) and the image
// catalogue.

import type { Service, Topology } from '../compose/topology.ts';
import { storesData } from '../images/catalogue.ts';
import { mayAnswerOutside } from '../reach/namespaces/published-ports.ts';
import type { Reach } from '../reach/reach-model.ts';

export type Tier = 'edge' | 'app' | 'data';

export interface Tiers {
  of(service: string): Tier;
  /** True when the file declares the tier (`x-bulkhead.tier`). */
  declared(service: string): boolean;
}

/** Computes the tier of every service; inactive and unknown ones by image alone. */
export function computeTiers({ services }: Topology, reach: Reach): Tiers {
  const byName = new Map<string, Tier>();
  for (const service of services.values()) byName.set(service.name, tierOf(service, reach));
  return {
    of: (service) => byName.get(service) ?? 'app',
    declared: (service) => (services.get(service)?.tags.tier ?? null) !== null,
  };
}

function tierOf(service: Service, reach: Reach): Tier {
  if (service.tags.tier) return service.tags.tier;
  if (storesData(service)) return 'data';
  return isExposed(service, reach) ? 'edge' : 'app';
}

function isExposed(service: Service, reach: Reach): boolean {
  const facts = reach.facts.get(service.name);
  if (!facts) return false;
  if (facts.isolation === 'open') return true;
  const published = facts.published.some(mayAnswerOutside);
  if (published || reach.tunnels(service.name).length > 0) return true;
  return reach.proxied(service.name).some(({ fromOutside }) => fromOutside !== false);
}
