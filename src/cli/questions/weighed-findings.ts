// The findings of a project as a rule set weighs them: for `check` and for the library.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Finding } from '../../core/analysis/findings/finding.ts';
import { type RuleSet, ruleSets, weighFindings } from '../../core/analysis/findings/rule-sets.ts';
import { findingsWithFixes } from '../../core/analysis/fixes/offer-fixes.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { CallFailure } from '../call-failure.ts';

/** All findings with the weights of `set`; with `fixes`, only the fixes worth offering, each of which has to be tried. */
export function weighedFindings(
  workspace: Workspace,
  analysis: Analysis,
  set: RuleSet,
  { fixes }: { readonly fixes: boolean },
): readonly Finding[] {
  return weighFindings(fixes ? findingsWithFixes(workspace, analysis, set) : analysis.findings, set);
}

/** The rule set of this name. */
export function readRuleSet(name: string): RuleSet {
  const set = ruleSets.find((one) => one === name);
  if (set !== undefined) return set;
  throw new CallFailure(
    `--rules ${name}: no such rule set. Use ${ruleSets.slice(0, -1).join(', ')} or ${ruleSets.at(-1)}.`,
  );
}
