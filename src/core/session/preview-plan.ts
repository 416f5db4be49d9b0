// What `up` will do after an edit that is previewed, as far as the files alone say.

import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Deployed } from '../plan/deployed.ts';
import { planEdit } from '../plan/plan-edit.ts';
import type { UpPlan } from '../plan/up-plan.ts';
import type { Preview } from './session.ts';

/** Returns the plan of `up` for a previewed edit of `before`; `beside`: other stacks that run on the host. */
export function previewPlan(
  before: Workspace,
  { workspace, analysis }: Pick<Preview, 'workspace' | 'analysis'>,
  beside: readonly Deployed[] = [],
): UpPlan {
  const { project, profiles } = analysis.reach.options;
  const side = (version: Workspace) => ({ workspace: version, project, profiles });
  return planEdit(side(before), side(workspace), analysis.findings, beside);
}
