// All that a rule about one service may look at. A view keeps its identity over edits while nothing in it changes, so that
// findings about it can be cached by it.

import { sameData } from '../compose/same-data.ts';
import type { Network, Service, Topology } from '../compose/topology.ts';
import type { Tier, Tiers } from '../needs/tiers.ts';
import type { Reach, ServiceFacts } from '../reach/reach-model.ts';

export interface ServiceView {
  readonly service: Service;
  readonly facts: ServiceFacts;
  readonly tier: Tier;
  /** True when the file states the tier. */
  readonly tierDeclared: boolean;
  /** The service whose network namespace it uses; null when the file does not manage that. */
  readonly owner: Service | null;
  /** The networks of that namespace, as far as the model has them. */
  readonly networks: readonly Network[];
}

export type ServiceViews = ReadonlyMap<string, ServiceView>;

/** Returns the views of all active services by name, in file order, reusing valid ones of `previous`. */
export function viewServices(
  topology: Topology,
  reach: Reach,
  tiers: Tiers,
  previous: ServiceViews | null,
): ServiceViews {
  const views = new Map<string, ServiceView>();
  const old = previous?.values();
  for (const [name, facts] of reach.facts) {
    const service = topology.services.get(name);
    if (!service) continue;
    const owner = ownerOf(service, facts, topology);
    const tier = tiers.of(name);
    const tierDeclared = service.tags.tier !== null;
    // Mostly the same services stand in the same order.
    const same = old?.next().value;
    const known = same?.service.name === name ? same : previous?.get(name);
    const holds =
      known?.service === service &&
      known.owner === owner &&
      known.tier === tier &&
      known.tierDeclared === tierDeclared &&
      (known.facts === facts || sameData(known.facts, facts)) &&
      sameNetworks(known.networks, topology, facts);
    if (known && holds) {
      views.set(name, known);
      continue;
    }
    const networks = facts.networks
      .map((key) => topology.networks.get(key))
      .filter((network) => network !== undefined);
    views.set(name, { service, facts, tier, tierDeclared, owner, networks });
  }
  return views;
}

function ownerOf(service: Service, { owner }: ServiceFacts, { services }: Topology): Service | null {
  if (owner === null) return null;
  return owner === service.name ? service : (services.get(owner) ?? null);
}

/** True when the networks are still the same objects; a network outside the model may be any. */
function sameNetworks(
  known: readonly Network[],
  { networks }: Topology,
  { networks: keys }: ServiceFacts,
): boolean {
  return (
    known.length === keys.length &&
    known.every((network, index) => networks.get(keys[index] ?? '') === network)
  );
}
