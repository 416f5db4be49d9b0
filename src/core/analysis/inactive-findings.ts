// Findings of services whose profile is off. They take no part in reach, yet what is wrong with them should not wait
// until somebody switches the profile on: the rules run once more with every profile, and only theirs are kept.

import type { Finding, Rule, RuleContext } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import { activeServices } from './reach/active-services.ts';
import { runRules } from './run-rules.ts';
import type { Steps } from './steps.ts';

/** What `rules` find about inactive services and `found` does not hold yet; tagged with their profiles. */
export function* inactiveFindings(
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
    // Two services that no one starts together cannot be at fault together.
    const company = finding.subjects.filter((subject) => everyProfile.views.has(subject));
    return company.every((subject) => together.has(subject)) && !known.has(fingerprint(finding));
  });
}
