// How a finding stands under the profiles that are on. What holds under a profile that is off is reported, and not counted:
// Compose makes no container of it.

import { isActive } from '../reach/namespaces/active-services.ts';
import type { Finding, Severity } from './finding.ts';

/** It counts, a person or a baseline has suppressed it, or it holds under a profile that is off. */
export type Standing = 'counts' | 'suppressed' | 'inactive';

/**
 * What Compose looks for only after it left out services whose profile is off (semantics 4.7, measured). Whatever else it refuses in
 * such a service, it refuses with the whole file.
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

/** The standing of a finding while `profiles` are on; `*` is all of them. */
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

/** The severity by which a finding is taken for `--fail-on`: what Compose refuses is an error to it, however it is shown. */
export function weightOf({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): Severity {
  return rule === 'CN601' ? 'error' : severity;
}

/** The findings that count, in the order they came. */
export function counting(findings: readonly Finding[], profiles: readonly string[]): readonly Finding[] {
  return findings.filter((finding) => standingOf(finding, profiles) === 'counts');
}
