import { useMemo } from 'react';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { Deployed } from '../../../core/plan/deployed.ts';
import { deployedSide, type EditSide, planEdit } from '../../../core/plan/plan-edit.ts';
import type { UpPlan } from '../../../core/plan/up-plan.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { Session } from '../../../core/session/session.ts';
import { isChanged } from '../../../core/session/session-files.ts';
import type { PageStack } from '../host/host-state.ts';
import { useHost, useSession } from '../use-store.ts';

type SideOptions = Pick<ReachOptions, 'project' | 'profiles'>;

function editSide(workspace: Workspace, { project, profiles }: SideOptions): EditSide {
  // `name:` of either version wins, as it does where Compose is called.
  return { workspace, project: workspace.topology.name ?? project, profiles };
}

/** What `up` will do with the edits of a session; null where there are none, or a version cannot be read. */
export function planOf(
  session: Session | null,
  analysis: Pick<Analysis, 'findings'> | null,
  options: SideOptions,
  beside: readonly Deployed[] = [],
): UpPlan | null {
  if (session === null || session.workspace.stale || session.opened.stale || !isChanged(session)) return null;
  const [before, after] = [session.opened, session.workspace].map((one) => editSide(one, options));
  return before === undefined || after === undefined
    ? null
    : planEdit(before, after, analysis?.findings ?? [], beside);
}

/** The plan for the open files; on a host, those of the unfolded stack beside the others. */
export function usePlan(session: Session | null): UpPlan | null {
  const analysis = useSession((state) => state.analysis);
  const options = useSession((state) => state.options);
  const unfolded = useHost((state) => state.unfolded);
  const beside = useBeside(unfolded);
  return useMemo(() => planOf(session, analysis, options, beside), [session, analysis, options, beside]);
}

/** The plan for one stack of a host, the others as they were opened beside it. */
export function useStackPlan({ id, session }: PageStack): UpPlan | null {
  const analysis = useHost((state) => state.analysis?.analyses.get(id) ?? null);
  const beside = useBeside(id);
  return useMemo(
    () => (analysis === null ? null : planOf(session, analysis, analysis.reach.options, beside)),
    [session, analysis, beside],
  );
}

/** The other stacks of the host, as they were opened. */
function useBeside(id: string | null): readonly Deployed[] {
  const stacks = useHost((state) => state.stacks);
  const analysis = useHost((state) => state.analysis);
  return useMemo(() => besideOf(stacks, analysis, id), [stacks, analysis, id]);
}

function besideOf(
  stacks: readonly PageStack[],
  analysis: HostAnalysis | null,
  id: string | null,
): readonly Deployed[] {
  return stacks.flatMap((stack) => {
    const options = analysis?.analyses.get(stack.id)?.reach.options;
    if (stack.id === id || options === undefined || stack.session.opened.stale) return [];
    return [deployedSide(editSide(stack.session.opened, options))];
  });
}
