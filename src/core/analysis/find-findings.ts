import type { RuleContext } from './finding.ts';
import { inactiveFindings } from './inactive-findings.ts';
import type { FindFindings } from './judge-with.ts';
import { rules } from './rules/registry.ts';
import { partsOfRun, runRules } from './run-rules.ts';
import { sortFindings } from './sort-findings.ts';
import { applySuppressions } from './suppressions.ts';

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** What every rule says of a project, sorted; what the file suppresses is marked. */
export const findFindings: FindFindings = (context, everyProfile, previous) => {
  const { workspace } = context;
  const found = runRules(context, rules, previous?.views ?? null);
  const inactive = everyProfile
    ? inactiveFindings(context, everyProfile, rules, found, previous?.everyProfile?.views ?? null)
    : [];
  return sortFindings(workspace, applySuppressions(workspace, [...found, ...inactive], ruleIds));
};

/** The work of a first `findFindings` in short parts; once they are done, it only puts together what they found. */
export function findingParts(
  context: RuleContext,
  everyProfile: RuleContext | null,
): readonly (() => void)[] {
  const inactive = everyProfile === null ? [] : partsOfRun(everyProfile, rules);
  return [...partsOfRun(context, rules), ...inactive];
}
