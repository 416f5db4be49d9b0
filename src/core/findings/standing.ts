// How a finding stands under the profiles that are on. What holds under a profile that is off is reported, and not counted:
// Compose makes no container of it.

import { isActive } from '../reach/namespaces/active-services.ts';
import type { Finding, Severity } from './finding.ts';

/** The standing of a finding: it counts, a person or a baseline has suppressed it, or it holds under an inactive profile. */
export type Standing = 'counts' | 'suppressed' | 'inactive';

/**
 * Refusals that Compose checks only after it left out services of inactive profiles (semantics 4.7, measured). Anything else that it
 * refuses in such a service, it refuses with the whole file.
 */
export const refusedWhenActive: ReadonlySet<string> = new Set([
  'container-name-replicas',
  'dependency-cycle',
  'invalid-expose',
  'invalid-network-mode',
  'invalid-watch',
  'missing-service-file',
  'negative-replicas',
  'network-mode-and-networks',
  'no-image',
  'platform-not-built',
  'replicas-conflict',
  'two-dockerfiles',
  'undefined-config',
  'undefined-dependency',
  'undefined-link',
  'undefined-namespace-owner',
  'undefined-network',
  'undefined-secret',
  'undefined-volume',
  'undefined-volumes-source',
  'unset-variables-inactive',
]);

/** Returns the standing of a finding while `profiles` are active; `*` is all of them. */
export function standingOf(
  { rule, profiles: under, evidence, suppressed }: Finding,
  profiles: readonly string[],
): Standing {
  if (suppressed !== null) return 'suppressed';
  const on = isActive({ profiles: under }, profiles);
  if (on) return 'counts';
  // A swarm knows no profiles, and stops at that key.
  if (rule === 'CN607') return 'counts';
  const [code = ''] = evidence;
  return rule === 'CN601' && !refusedWhenActive.has(code) ? 'counts' : 'inactive';
}

/** Returns the severity of a finding for `--fail-on`: a refusal by Compose counts as an error, however it is shown. */
export function severityForFailing({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): Severity {
  return rule === 'CN601' ? 'error' : severity;
}

/** Returns the findings that count, in their order. */
export function countingFindings(
  findings: readonly Finding[],
  profiles: readonly string[],
): readonly Finding[] {
  return findings.filter((finding) => standingOf(finding, profiles) === 'counts');
}
