import { computeReach } from './compute-reach.ts';
import type { RuleContext } from './finding.ts';
import { activeServices } from './reach/active-services.ts';
import { type ServiceView, viewServices } from './service-view.ts';
import type { Steps } from './steps.ts';
import { computeTiers } from './tiers.ts';

/** `context` with every profile on; null where that makes no service active that is not. */
export function* withEveryProfile(
  context: RuleContext,
  previous: RuleContext | null,
): Steps<RuleContext | null> {
  const { topology, reach } = context;
  if (activeServices(topology, ['*']).length === reach.services.length) return null;
  const options = { ...reach.options, profiles: ['*'] };
  const whole = computeReach(topology, options);
  yield;
  const tiers = computeTiers(topology, whole);
  yield;
  const views = viewServices(topology, whole, tiers, previous?.views ?? null);
  const checked = new Map<string, ServiceView>();
  for (const [name, view] of views) if (!reach.facts.has(name)) checked.set(name, view);
  return { ...context, reach: whole, tiers, views, checked };
}
