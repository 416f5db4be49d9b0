import type { Finding, RuleContext } from './finding.ts';
import { inactiveFindings } from './inactive-findings.ts';
import { rules } from './rules/registry.ts';
import { runRules } from './run-rules.ts';
import { sortFindings } from './sort-findings.ts';
import { applySuppressions } from './suppressions.ts';

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** What every rule says of a project, sorted; what the file suppresses is marked. */
export function findFindings(context: RuleContext, everyProfile: RuleContext | null): readonly Finding[] {
  const { workspace } = context;
  const found = runRules(context, rules);
  const inactive = everyProfile === null ? [] : inactiveFindings(context, everyProfile, rules, found);
  return sortFindings(workspace, applySuppressions(workspace, [...found, ...inactive], ruleIds));
}
