// All rules as one value, which an analysis is made with.

import type { Steps } from '../compose/steps.ts';
import type { Finding, Rule, RuleContext } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import type { RuleBook } from '../findings/rule-book.ts';
import { runRules } from '../findings/run-rules.ts';
import { sortFindings } from '../findings/sort-findings.ts';
import { seenAsOf } from '../fleet/seen-as.ts';
import { activeServices } from '../reach/namespaces/active-services.ts';
import { acrossFindings } from './across-findings.ts';
import { leavingsIn } from './facts/ways-out.ts';
import { fleetFindings } from './fleet-findings.ts';
import { concernsSeveralStacks, ruleIds, rules, rulesIn } from './registry.ts';
import { applySuppressions } from './suppressions/suppressions.ts';
import { weighFindings } from './weigh-findings.ts';

/** The book of all rules. */
export const ruleBook: RuleBook = {
  rules,
  projectFindings: findingsOf,
  hostFindings: (host) => acrossFindings(host),
  fleetFindings: (fleet) => fleetFindings(fleet),
  leavings: leavingsIn,
  seenAs: ({ reach, topology }) => seenAsOf(reach, topology),
  concernsSeveralStacks,
};

/** Returns the findings of a project, those about inactive services last. */
function* findingsOf(context: RuleContext, everyProfile: RuleContext | null): Steps<readonly Finding[]> {
  const { workspace, options } = context;
  const set = options.rules ?? 'default';
  const on = rulesIn(set);
  const found = yield* runRules(context, on);
  const inactive = everyProfile ? yield* inactiveFindings(context, everyProfile, on, found) : [];
  yield;
  const weighed = weighFindings([...found, ...inactive], set);
  return sortFindings(workspace, applySuppressions(workspace, weighed, ruleIds));
}

/** Returns the findings about inactive services that `found` lacks, with their profiles. */
function* inactiveFindings(
  { topology, reach }: RuleContext,
  everyProfile: RuleContext,
  rules: readonly Rule[],
  found: readonly Finding[],
): Steps<readonly Finding[]> {
  const { profiles } = reach.options;
  const about = (finding: Finding): boolean => everyProfile.checked.has(finding.subjects[0] ?? '');
  const known = new Set(found.filter(about).map(fingerprint));
  const withProfiles = new Map<string, ReadonlySet<string>>();
  const inactive = yield* runRules(everyProfile, rules);
  return inactive.filter((finding) => {
    if (!about(finding)) return false;
    const key = finding.profiles.join('\n');
    let together = withProfiles.get(key);
    if (!together) {
      const active = activeServices(topology, [...profiles, ...finding.profiles]);
      together = new Set(active.map(({ name }) => name));
      withProfiles.set(key, together);
    }
    // Services that no profile starts together cause no finding about both.
    const company = finding.subjects.filter((subject) => everyProfile.views.has(subject));
    return company.every((subject) => together.has(subject)) && !known.has(fingerprint(finding));
  });
}
