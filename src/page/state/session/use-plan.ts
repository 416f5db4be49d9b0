import { useMemo } from 'react';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { Deployed } from '../../../core/plan/deployed.ts';
import { deployedSide, type EditSide, planEdit } from '../../../core/plan/plan-edit.ts';
import type { UpPlan } from '../../../core/plan/up-plan.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { previewPlan } from '../../../core/session/preview-plan.ts';
import type { Preview, Session } from '../../../core/session/session.ts';
import { isChanged } from '../../../core/session/session-files.ts';
import { useWork } from '../use-store.ts';
import type { PageStack } from '../work/opened-stacks.ts';
import { shownStack, type WorkState } from '../work/work-state.ts';

type SideOptions = Pick<ReachOptions, 'project' | 'profiles'>;

function editSide(workspace: Workspace, { project, profiles }: SideOptions): EditSide {
  // `name:` of either version wins, as it does where Compose is called.
  return { workspace, project: workspace.topology.name ?? project, profiles };
}

/** Returns the effect of `up` with the edits of a session; null without edits, or when a version is unreadable. */
export function planOf(
  session: Session | null,
  analysis: Pick<Analysis, 'findings'> | null,
  options: SideOptions,
  beside: readonly Deployed[] = [],
): UpPlan | null {
  if (session === null || session.workspace.stale || session.opened.stale || !isChanged(session)) return null;
  const [before, after] = [session.opened, session.workspace].map((workspace) =>
    editSide(workspace, options),
  );
  return before === undefined || after === undefined
    ? null
    : planEdit(before, after, analysis?.findings ?? [], beside);
}

/** Returns the analysis of an open stack, which may be older than its texts; null when there is none. */
export function useAnalysis(stack: PageStack | null): Analysis | null {
  return useWork(({ shown, analysis, host }) => {
    if (stack === null || stack.key === shown) return stack && analysis;
    return host?.analysis?.analyses.get(stack.id) ?? null;
  });
}

/** The inputs of the plan for an open stack. */
export interface PlanInputs {
  readonly stack: PageStack | null;
  readonly analysis: Analysis | null;
  readonly stacks: readonly PageStack[];
  readonly together: HostAnalysis | null;
}

/** Returns the inputs of the plan for an open stack; the same object while they stay the same. */
export function usePlanInputs(stack: PageStack | null): PlanInputs {
  const analysis = useAnalysis(stack);
  const stacks = useWork((state) => state.stacks);
  const together = useWork((state) => state.host?.analysis ?? null);
  return useMemo(() => ({ stack, analysis, stacks, together }), [stack, analysis, stacks, together]);
}

/** Returns the plan for an open stack, beside the other stacks of its host as they were opened. */
export function planFor({ stack, analysis, stacks, together }: PlanInputs): UpPlan | null {
  if (stack === null || analysis === null) return null;
  return planOf(stack.session, analysis, analysis.reach.options, besideOf(stacks, together, stack));
}

/** Returns the plan for an open stack (`planFor`). */
export function usePlan(stack: PageStack | null): UpPlan | null {
  const planned = usePlanInputs(stack);
  return useMemo(() => planFor(planned), [planned]);
}

/** Returns the effect of `up` with a previewed edit of the drawn stack, beside the other stacks of its host; null while none is open. */
export function previewedPlan(state: WorkState, preview: Preview): UpPlan | null {
  const stack = shownStack(state);
  if (stack === null) return null;
  const analysis = state.host?.analysis ?? null;
  // A card that is dragged asks again and again.
  if (known?.stacks !== state.stacks || known.analysis !== analysis || known.key !== stack.key)
    known = {
      stacks: state.stacks,
      analysis,
      key: stack.key,
      beside: besideOf(state.stacks, analysis, stack),
    };
  return previewPlan(stack.session.workspace, preview, known.beside);
}

let known: {
  readonly stacks: readonly PageStack[];
  readonly analysis: HostAnalysis | null;
  readonly key: string;
  readonly beside: readonly Deployed[];
} | null = null;

/** Returns the other stacks of the host, as they were opened. */
function besideOf(
  stacks: readonly PageStack[],
  analysis: HostAnalysis | null,
  { key }: PageStack,
): readonly Deployed[] {
  return stacks.flatMap((stack) => {
    const options = analysis?.analyses.get(stack.id)?.reach.options;
    if (stack.key === key || options === undefined || stack.session.opened.stale) return [];
    return [deployedSide(editSide(stack.session.opened, options))];
  });
}
