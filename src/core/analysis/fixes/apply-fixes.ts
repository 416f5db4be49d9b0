// Fixes, one after another, each checked by what it does: one that cuts a need or brings a new warning is left out. Knows nothing of
// how the choice was made or how the result is shown.

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

/** Makes the fix that `choose` picks for each finding that counts, until none is left to pick. */
export function applyFixes(
  workspace: Workspace,
  options: ReachOptions,
  choose: (finding: Finding) => Fix | null,
): FixResult {
  const before = analyze(workspace, options);
  const done: FixStep[] = [];
  const left: (FixStep & { readonly reason: string })[] = [];
  const tried = new Set<string>();
  let current = workspace;
  let analysis = before;
  for (;;) {
    const step = nextStep(analysis.findings, choose, tried);
    if (!step) return { workspace: current, before, after: analysis, done, left };
    tried.add(keyOf(step));
    const planned = planInWorkspace(current, step.fix.operations);
    if (!planned.ok) {
      left.push({ ...step, reason: planned.error.message });
      continue;
    }
    const next = analyze(planned.value.workspace, options, analysis);
    const reason = fixObjection(analysis, outcomeOf(analysis, next), step.finding);
    if (reason !== null) {
      left.push({ ...step, reason });
      continue;
    }
    done.push(step);
    current = planned.value.workspace;
    analysis = next;
  }
}

/** The first finding with a fix that was not tried; each is tried once, so the search ends. */
function nextStep(
  findings: readonly Finding[],
  choose: (finding: Finding) => Fix | null,
  tried: ReadonlySet<string>,
): FixStep | null {
  for (const finding of findings) {
    if (finding.suppressed !== null) continue;
    const fix = choose(finding);
    if (fix && !tried.has(keyOf({ finding, fix }))) return { finding, fix };
  }
  return null;
}

function keyOf({ finding, fix }: FixStep): string {
  return `${fingerprint(finding)} ${fix.title}`;
}
