// Makes fixes one after another, each checked by what it leads to: one that cuts a need or brings a new warning is left out.

import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { type Analysis, analyze } from '../analyze.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { fixObjection, outcomeOf } from './fix-objection.ts';

export interface FixStep {
  readonly finding: Finding;
  readonly fix: Fix;
}

export interface FixResult {
  readonly workspace: Workspace;
  readonly before: Analysis;
  readonly after: Analysis;
  readonly done: readonly FixStep[];
  /** Fixes that were chosen and not made, each with the reason. */
  readonly left: readonly (FixStep & { readonly reason: string })[];
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
  const done: FixStep[] = [];
  const left: (FixStep & { readonly reason: string })[] = [];
  const tried = new Set<string>();
  let current = workspace;
  let analysis = before;
  for (;;) {
    const turn = nextTurn(analysis.findings, choose, tried);
    if (!turn) return { workspace: current, before, after: analysis, done, left };
    const objections: (FixStep & { readonly reason: string })[] = [];
    for (const step of turn) {
      tried.add(keyOf(step));
      const made = make(current, analysis, step);
      if (typeof made === 'string') {
        objections.push({ ...step, reason: made });
        continue;
      }
      done.push(step);
      current = made.workspace;
      analysis = made.analysis;
      break;
    }
    // For a finding without a fix that was made, the objection to its first fix is kept.
    const [first] = objections;
    if (first && objections.length === turn.length) left.push(first);
  }
}

/** The project after a fix; in words why it is not made. */
function make(workspace: Workspace, before: Analysis, { finding, fix }: FixStep) {
  const planned = planInWorkspace(workspace, fix.operations);
  if (!planned.ok) return planned.error.message;
  const after = planned.value.workspace;
  const analysis = analyze(after, before.reach.options, before);
  return fixObjection(before, outcomeOf(before, analysis), finding) ?? { workspace: after, analysis };
}

/** The first finding with fixes that were not tried; each is tried once, so the search ends. */
function nextTurn(
  findings: readonly Finding[],
  choose: (finding: Finding) => readonly Fix[],
  tried: ReadonlySet<string>,
): readonly FixStep[] | null {
  for (const finding of findings) {
    if (finding.suppressed !== null) continue;
    const steps = choose(finding).map((fix) => ({ finding, fix }));
    const fresh = steps.filter((step) => !tried.has(keyOf(step)));
    if (fresh.length > 0) return fresh;
  }
  return null;
}

function keyOf({ finding, fix }: FixStep): string {
  return `${fingerprint(finding)} ${JSON.stringify(fix.operations)}`;
}
