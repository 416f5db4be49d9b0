// Reports of CN203 and CN205 on a membership. Fixes check the memberships that they would create here before they are offered.

import type { RuleContext } from '../../findings/finding.ts';
import { catalogueEntry } from '../../images/catalogue.ts';
import type { Tier } from '../../needs/tiers.ts';
import { membersByNetwork } from './networks.ts';
import { oncePerContext } from './once-per-context.ts';

/**
 * True when `edge` need not share a network with `store` (CN203): it does not need the store, or an application that it also needs stands
 * between.
 */
export function isSeparable(context: RuleContext, edge: string, store: string): boolean {
  const { needs, reach, tiers } = context;
  if (!needs.has(edge, store)) return !isOnlyClient(context, edge, store);
  return needs
    .to(store)
    .some(({ from }) => reach.facts.has(from) && tiers.of(from) === 'app' && needs.has(edge, from));
}

/**
 * True when no need of a store is stated, and only `edge` is there to have one: settings outside the file are unknown. A proxy stores
 * nothing.
 */
function isOnlyClient({ needs, reach, tiers, topology }: RuleContext, edge: string, store: string): boolean {
  if (catalogueEntry(topology.services.get(edge)?.image ?? null)?.kind === 'proxy') return false;
  if (needs.to(store).some(({ from }) => reach.facts.has(from))) return false;
  return reach.services.every(
    (name) => name === edge || tiers.of(name) === 'data' || reach.direct(name, store) === false,
  );
}

/** True when a network with these members holds an edge that need not share it with the data (CN203). */
export function skipsTier(context: RuleContext, members: readonly string[]): boolean {
  const { tiers } = context;
  const edges = members.filter((name) => tiers.of(name) === 'edge');
  const data = members.filter((name) => tiers.of(name) === 'data');
  return edges.some((edge) => data.some((store) => isSeparable(context, edge, store)));
}

/** The number of members of each tier on a network. */
export type TierCounts = { readonly [tier in Tier]: number };

export function countTiers({ tiers }: RuleContext, members: readonly string[]): TierCounts {
  const counts = { edge: 0, app: 0, data: 0 };
  for (const name of members) counts[tiers.of(name)]++;
  return counts;
}

/** The tiers on every network. */
export const tierCounts = oncePerContext((context): ReadonlyMap<string, TierCounts> => {
  const members = [...membersByNetwork(context)];
  return new Map(members.map(([network, names]) => [network, countTiers(context, names)]));
});

/** Returns the tiers around a service on these networks: each network counts as one, the innermost of the others on it. */
export function tiersAround(
  { tiers }: RuleContext,
  name: string,
  networks: readonly (TierCounts | undefined)[],
): ReadonlySet<Tier> {
  const ownTier = tiers.of(name);
  const found = new Set<Tier>();
  for (const counts of networks) {
    const innermost = (['data', 'app', 'edge'] as const).find(
      (tier) => (counts?.[tier] ?? 0) > (tier === ownTier ? 1 : 0),
    );
    if (innermost) found.add(innermost);
  }
  return found;
}

/** True when these networks and tiers are too many (CN205): four networks, or all three tiers. */
export function spansTooMany(networks: number, around: ReadonlySet<Tier>): boolean {
  return networks >= 4 || (networks === 3 && around.size >= 3);
}
