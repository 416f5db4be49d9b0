// The effect of operations, without carrying them out: they are planned, and the result is analyzed.

import type { Operation } from '../compose/operations/operation.ts';
import { finish, type Steps } from '../compose/steps.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { type WorkspaceChange, type Writing, writeToOwner } from '../compose/workspace/plan/writing.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { diffFindings } from '../findings/diff-findings.ts';
import { canMeet } from '../needs/can-meet.ts';
import type { Need } from '../needs/needs.ts';
import { closesRecorded } from '../needs/observed-verdict.ts';
import { diffConnectivity } from '../reach/diff/diff-connectivity.ts';
import { type Analysis, analysisSteps } from '../rules/analyze.ts';
import { ok, type Result } from '../text/result.ts';
import { previewNotes } from './notes/preview-notes.ts';
import type { AcrossStacks, Preview } from './session.ts';

/** Returns the whole effect of a transaction, or its refusal. */
export function previewOperations(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
  writing: Writing = writeToOwner,
  across: AcrossStacks | null = null,
): Result<Preview> {
  return finish(previewSteps(workspace, analysis, operations, writing, across));
}

/** Previews operations in short steps; a refusal comes with the first. `across`: for a stack of a host. */
export function* previewSteps(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
  writing: Writing,
  across: AcrossStacks | null = null,
): Steps<Result<Preview>> {
  const planned = planInWorkspace(workspace, operations, writing);
  if (!planned.ok) return planned;
  yield;
  return ok(yield* changeSteps(workspace, analysis, planned.value, across));
}

/** Returns the whole effect of a planned change, or of one that another edit caused. */
export function previewChange(workspace: Workspace, analysis: Analysis, change: WorkspaceChange): Preview {
  return finish(changeSteps(workspace, analysis, change, null));
}

function* changeSteps(
  workspace: Workspace,
  analysis: Analysis,
  { edits, workspace: after }: WorkspaceChange,
  across: AcrossStacks | null,
): Steps<Preview> {
  const { options } = analysis.reach;
  const result =
    after === workspace ? analysis : yield* analysisSteps(analysis.book, after, options, analysis);
  yield;
  const findings = diffFindings(analysis.findings, result.findings);
  yield;
  const delta = diffConnectivity(analysis.reach, result.reach);
  yield;
  const beyond = across === null ? null : yield* across(after);
  yield;
  return {
    edits,
    workspace: after,
    analysis: result,
    delta,
    across: beyond,
    needsBroken: brokenNeeds(analysis, result),
    findingsGained: findings.gained,
    findingsGone: findings.gone,
    notes: previewNotes(workspace.topology, after.topology),
  };
}

/** Returns the needs that held before and no longer hold; a need of a removed service is not broken. */
function brokenNeeds(before: Analysis, after: Analysis): readonly Need[] {
  const isThere = ({ from, to }: Need): boolean => after.reach.facts.has(from) && after.reach.facts.has(to);
  const between = before.needs.all.filter(
    (need) =>
      canMeet(before.reach, before.topology, need) &&
      isThere(need) &&
      !canMeet(after.reach, after.topology, need),
  );
  return [
    ...between,
    ...before.needs.beyond.filter(({ seen }) => closesRecorded(before.reach, after.reach, seen)),
  ];
}
