// Findings of services whose profile is off. They take no part in reach, yet what is wrong with them should not wait
// until somebody switches the profile on: the rules run once more with every profile, and only theirs are kept.

import type { ComposeDocument } from '../compose/document.ts';
import { computeReach } from './compute-reach.ts';
import type { Finding, Rule } from './finding.ts';
import { fingerprint } from './fingerprint.ts';
import type { Needs } from './needs.ts';
import { activeServices } from './reach/active-services.ts';
import type { Reach } from './reach-model.ts';
import { runRules } from './run-rules.ts';
import { computeTiers } from './tiers.ts';

/** What `rules` say of inactive services and `found` does not hold yet; tagged with their profiles. */
export function inactiveFindings(
  document: ComposeDocument,
  reach: Reach,
  needs: Needs,
  rules: readonly Rule[],
  found: readonly Finding[],
): readonly Finding[] {
  const { topology } = document;
  const { profiles } = reach.options;
  const active = namesOf(activeServices(topology, profiles));
  const every = namesOf(activeServices(topology, ['*']));
  if (active.size === every.size) return [];
  const whole = computeReach(topology, { ...reach.options, profiles: ['*'] });
  const tiers = computeTiers(topology, whole);
  const known = new Set(found.map(fingerprint));
  const withProfiles = new Map<string, ReadonlySet<string>>();

  return runRules({ document, topology, reach: whole, needs, tiers }, rules).filter((finding) => {
    const [culprit] = finding.subjects;
    if (culprit === undefined || active.has(culprit) || !every.has(culprit)) return false;
    let together = withProfiles.get(culprit);
    if (!together) {
      together = namesOf(activeServices(topology, [...profiles, ...finding.profiles]));
      withProfiles.set(culprit, together);
    }
    // Two services that no one starts together cannot be at fault together.
    const company = finding.subjects.filter((subject) => every.has(subject));
    return company.every((subject) => together.has(subject)) && !known.has(fingerprint(finding));
  });
}

function namesOf(services: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set(services.map(({ name }) => name));
}
