// Edge, app and data tiers of services: what the file declares, else what ways in (published ports and proxies
// that labels speak of) and the image catalogue suggest.

import type { Service, Topology } from '../compose/topology.ts';
import { looksLikeData } from './catalogue.ts';
import type { Reach } from './reach-model.ts';

export type Tier = 'edge' | 'app' | 'data';

export interface Tiers {
  of(service: string): Tier;
  /** True where the file says it (`x-bulkhead.tier`). */
  declared(service: string): boolean;
}

export type ComputeTiers = (topology: Topology, reach: Reach) => Tiers;

/** The tier of every service; inactive and unknown ones by their image alone. */
export const computeTiers: ComputeTiers = (topology, reach) => {
  const tiers = new Map<string, Tier>();
  for (const service of topology.services.values()) tiers.set(service.name, tierOf(service, reach));
  return {
    of: (service) => tiers.get(service) ?? 'app',
    declared: (service) => (topology.services.get(service)?.tags.tier ?? null) !== null,
  };
};

function tierOf(service: Service, reach: Reach): Tier {
  if (service.tags.tier) return service.tags.tier;
  if (looksLikeData(service)) return 'data';
  return isExposed(service.name, reach) ? 'edge' : 'app';
}

function isExposed(name: string, reach: Reach): boolean {
  const facts = reach.facts.get(name);
  if (!facts) return false;
  if (facts.isolation === 'open') return true;
  const published = facts.published.some(
    ({ reachableFrom }) => reachableFrom === 'outside' || reachableFrom === 'unknown',
  );
  return published || reach.proxied(name).some(({ fromOutside }) => fromOutside !== false);
}
