// Edge, app and data tiers of services: what the file declares, else what ways in (published ports and proxies
// that labels speak of) and the image catalogue suggest.

import type { Service, Topology } from '../compose/topology.ts';
import { looksLikeData } from './catalogue.ts';
import { routesOf } from './proxies/routes-of.ts';
import type { Reach } from './reach-model.ts';

export type Tier = 'edge' | 'app' | 'data';

export interface Tiers {
  of(service: string): Tier;
  /** True where the file says it (`x-bulkhead.tier`). */
  declared(service: string): boolean;
}

/** What tiers were made from, for the tiers after the next edit. */
interface Origin {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly byName: ReadonlyMap<string, Tier>;
}

const origins = new WeakMap<Tiers, Origin>();

/** The tier of every service; inactive and unknown ones by their image alone. `previous` lends those that still hold. */
export function computeTiers(topology: Topology, reach: Reach, previous: Tiers | null = null): Tiers {
  const before = previous ? origins.get(previous) : undefined;
  const changed = before ? changedServices(before, topology, reach) : null;
  const byName = before && changed ? withTiers(before.byName, changed, reach) : tiersOf(topology, reach);
  const tiers: Tiers = {
    of: (service) => byName.get(service) ?? 'app',
    declared: (service) => (topology.services.get(service)?.tags.tier ?? null) !== null,
  };
  origins.set(tiers, { topology, reach, byName });
  return tiers;
}

function tiersOf({ services }: Topology, reach: Reach): ReadonlyMap<string, Tier> {
  const byName = new Map<string, Tier>();
  for (const service of services.values()) byName.set(service.name, tierOf(service, reach));
  return byName;
}

/** `before` itself where none of `changed` has another tier now. */
function withTiers(
  before: ReadonlyMap<string, Tier>,
  changed: readonly Service[],
  reach: Reach,
): ReadonlyMap<string, Tier> {
  const others = changed
    .map((service) => [service.name, tierOf(service, reach)] as const)
    .filter(([name, tier]) => before.get(name) !== tier);
  return others.length === 0 ? before : new Map([...before, ...others]);
}

/** Whether every service is known to have the same tier in both. */
export function sameTiers(a: Tiers, b: Tiers): boolean {
  return a === b || (origins.has(a) && origins.get(a)?.byName === origins.get(b)?.byName);
}

/** The services whose tier may be another one; null where services came, went or moved. */
function changedServices(before: Origin, topology: Topology, reach: Reach): readonly Service[] | null {
  const { services } = topology;
  if (before.topology.services.size !== services.size || before.reach.facts.size !== reach.facts.size) {
    return null;
  }
  const otherFacts = new Set<string>();
  const oldFacts = before.reach.facts.values();
  for (const facts of reach.facts.values()) {
    const old = oldFacts.next().value;
    if (old === facts) continue;
    if (old?.name !== facts.name) return null;
    otherFacts.add(facts.name);
  }
  const changed: Service[] = [];
  const oldServices = before.topology.services.values();
  for (const service of services.values()) {
    const known = oldServices.next().value;
    if (known !== service && known?.name !== service.name) return null;
    // A way in through a proxy hangs on the proxy, too.
    if (known !== service || otherFacts.has(service.name) || routesOf(service).length > 0)
      changed.push(service);
  }
  return changed;
}

function tierOf(service: Service, reach: Reach): Tier {
  if (service.tags.tier) return service.tags.tier;
  if (looksLikeData(service)) return 'data';
  return isExposed(service, reach) ? 'edge' : 'app';
}

function isExposed(service: Service, reach: Reach): boolean {
  const facts = reach.facts.get(service.name);
  if (!facts) return false;
  if (facts.isolation === 'open') return true;
  const published = facts.published.some(
    ({ reachableFrom }) => reachableFrom === 'outside' || reachableFrom === 'unknown',
  );
  if (published || routesOf(service).length === 0) return published;
  return reach.proxied(service.name).some(({ fromOutside }) => fromOutside !== false);
}
