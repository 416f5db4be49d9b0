// `plan --format json`.

import { planData } from '../../plan/plan-data.ts';
import type { UpPlan } from '../../plan/up-plan.ts';

/** Returns the plan as JSON, with its line feed. */
export function planJson(plan: UpPlan): string {
  return `${JSON.stringify(planData(plan), null, 2)}\n`;
}
