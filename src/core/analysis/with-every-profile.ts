import { computeReach } from './compute-reach.ts';
import type { RuleContext } from './finding.ts';
import { activeServices } from './reach/active-services.ts';
import { sameData } from './same-data.ts';
import { type ServiceView, viewServices } from './service-view.ts';
import { computeTiers } from './tiers.ts';
import { updateReach } from './update-reach.ts';

/** `context` with every profile on; null where that makes no service active that is not. */
export function withEveryProfile(context: RuleContext, previous: RuleContext | null): RuleContext | null {
  const { topology, reach } = context;
  if (activeServices(topology, ['*']).length === reach.services.length) return null;
  const options = { ...reach.options, profiles: ['*'] };
  const kept = previous && sameData(previous.reach.options, options) ? previous.reach : null;
  const whole = kept ? updateReach(kept, topology) : computeReach(topology, options);
  const tiers = computeTiers(topology, whole, previous?.tiers ?? null);
  const views = viewServices(topology, whole, tiers, previous?.views ?? null);
  const judged = new Map<string, ServiceView>();
  for (const [name, view] of views) if (!reach.facts.has(name)) judged.set(name, view);
  return { ...context, reach: whole, tiers, views, judged };
}
