// Makes fixes one after another, each checked by what it leads to: one that cuts a need or brings a new warning is left out.

import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { type Analysis, analyze } from '../rules/analyze.ts';
import { fixObjection, outcomeOf } from './fix-objection.ts';
import { keyOfFix, type MadeInTurn, makeInTurn } from './make-in-turn.ts';

interface State {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
}

export interface FixStep {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FixResult extends Pick<MadeInTurn<FixStep, State>, 'done' | 'left'> {
  readonly workspace: Workspace;
  readonly before: Analysis;
  readonly after: Analysis;
}

/**
 * For each finding that counts, makes the first of the fixes that `choose` picks to which there is no objection, until none is left.
 */
export function applyFixes(
  workspace: Workspace,
  options: ReachOptions,
  choose: (finding: Finding) => readonly Fix[],
): FixResult {
  const before = analyze(workspace, options);
  const { state, done, left } = makeInTurn<FixStep, State>(
    { workspace, analysis: before },
    {
      stepsOf: ({ analysis }) =>
        analysis.findings.map((finding) => choose(finding).map((fix) => ({ finding, fix }))),
      make,
      keyOf: keyOfFix,
    },
  );
  return { workspace: state.workspace, before, after: state.analysis, done, left };
}

/** The project after a fix; in words why it is not made. */
function make({ workspace, analysis: before }: State, { finding, fix }: FixStep): State | string {
  const planned = planInWorkspace(workspace, fix.operations);
  if (!planned.ok) return planned.error.message;
  const after = planned.value.workspace;
  const analysis = analyze(after, before.reach.options, before);
  return fixObjection(before, outcomeOf(before, analysis), finding) ?? { workspace: after, analysis };
}
