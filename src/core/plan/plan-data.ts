// A plan as plain values: the document of `plan --format json`, and what the library and the page's tests read.

import type { PlanReport } from '../contracts/deployment.ts';
import type { ContainerOutcome, UpPlan } from './up-plan.ts';

/** Returns the plan as plain values. */
export function planData(plan: UpPlan): PlanReport {
  return {
    version: 1,
    compose: plan.compose.text,
    exit: plan.exit,
    services: Object.fromEntries([...plan.services].map(([name, fates]) => [name, outcomeData(fates)])),
    networks: Object.fromEntries(plan.networks),
    lost: Object.fromEntries(plan.lost),
    dead: plan.dead,
    guests: plan.foreignContainers.map(({ network, name }) => ({ network, service: name })),
    asleep: plan.inactive,
    leftOver: plan.leftOver,
    do: plan.commands,
    because: plan.because,
  };
}

/** Returns one outcome when all containers of a service share it, else the number of containers by outcome. */
function outcomeData(
  fates: ReadonlyMap<ContainerOutcome, number>,
): ContainerOutcome | Readonly<Record<string, number>> {
  const [only, ...others] = fates.keys();
  return only !== undefined && others.length === 0 ? only : Object.fromEntries(fates);
}
