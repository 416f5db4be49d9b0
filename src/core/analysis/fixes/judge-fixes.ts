// Which fixes of a project are worth offering: each is made on a copy, and what comes of it is analyzed. A fix that leaves more
// warnings and errors, cuts a need, or leaves its finding as it was is not offered to anybody.

import type { Operation } from '../../compose/operations/operation.ts';
import type { Topology } from '../../compose/topology.ts';
import { planInWorkspace } from '../../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { type Analysis, analyze } from '../analyze.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import type { RuleSet } from '../findings/rule-sets.ts';
import { fixObjection, type Outcome, outcomeOf } from './fix-objection.ts';

/** From here on there are hundreds of fixes, and trying one takes an analysis of hundreds of services. */
const mostServices = 100;

/**
 * Whether each fix of a project is tried before it is offered. Of a larger one it is offered as its rule makes it: who makes it is
 * shown what it does, and `bulkhead fix` tries each that it makes.
 */
export function triesFixes({ services }: Pick<Topology, 'services'>): boolean {
  return services.size <= mostServices;
}

/** By what the operations say: several findings offer the same. A text is why they are refused. */
type Outcomes = Map<string, Outcome | string>;

/** An analysis is a value of one workspace: what came of a fix holds for as long as it does. */
const tried = new WeakMap<Analysis, Outcomes>();

/** What making these operations leads to, worked out once for an analysis; why they are refused in words. */
function outcomeOfOperations(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
): Outcome | string {
  const known: Outcomes = tried.get(analysis) ?? new Map();
  tried.set(analysis, known);
  const key = JSON.stringify(operations);
  const before = known.get(key);
  if (before !== undefined) return before;
  const outcome = tryOperations(workspace, analysis, operations);
  known.set(key, outcome);
  return outcome;
}

function tryOperations(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
): Outcome | string {
  const planned = planInWorkspace(workspace, operations);
  if (!planned.ok) return planned.error.message;
  const after = planned.value.workspace;
  if (after.stale) return 'the file could not be read afterwards';
  return outcomeOf(analysis, analyze(after, analysis.reach.options, analysis));
}

/** Why a fix of a finding is not offered, in words; null for one that is. */
export function objectionTo(
  workspace: Workspace,
  analysis: Analysis,
  finding: Finding,
  fix: Fix,
  set: RuleSet = 'default',
): string | null {
  const outcome = outcomeOfOperations(workspace, analysis, fix.operations);
  return typeof outcome === 'string' ? outcome : fixObjection(analysis, outcome, finding, set);
}

/**
 * The fixes of a finding that are worth offering, in the order of its rule; of those with one title, which are ways to the same
 * end, the first.
 */
export function offeredFixes(
  workspace: Workspace,
  analysis: Analysis,
  finding: Finding,
  set: RuleSet = 'default',
): readonly Fix[] {
  if (!triesFixes(analysis.topology)) return finding.fixes;
  const offered = new Map<string, Fix>();
  for (const fix of finding.fixes) {
    if (offered.has(fix.title)) continue;
    if (objectionTo(workspace, analysis, finding, fix, set) === null) offered.set(fix.title, fix);
  }
  return offered.size === finding.fixes.length ? finding.fixes : [...offered.values()];
}

/** All findings of a project, each with the fixes that are worth offering. */
export function judgedFindings(
  workspace: Workspace,
  analysis: Analysis,
  set: RuleSet = 'default',
): readonly Finding[] {
  return analysis.findings.map((finding) => {
    const fixes = offeredFixes(workspace, analysis, finding, set);
    return fixes === finding.fixes ? finding : { ...finding, fixes };
  });
}
