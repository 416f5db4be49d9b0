// What a rule says of itself, for reports, pages and the command `rule`: those about a project, those about a host, and those of
// Bulkhead itself.

import type { Rule, Severity } from '../findings/finding.ts';
import { internalError } from '../findings/run-rules.ts';
import { projectRules as rulesOfProjects } from '../rules/registry.ts';
import { unknownSuppression } from '../rules/suppressions/suppressions.ts';

/** A rule without its check. */
export type DescribedRule = Pick<Rule, 'id' | 'slug' | 'title' | 'why' | 'severity' | 'source'>;

/** Rules about Bulkhead itself and about suppressions. */
export const ownRules: readonly DescribedRule[] = [internalError, unknownSuppression];

/** Rules that a call without a host can report. */
export const projectRules: readonly DescribedRule[] = [...rulesOfProjects, ...ownRules];

/** The topic of a rule, by the hundreds of its number. */
const subjects: ReadonlyMap<string, readonly [topic: string, security: boolean]> = new Map([
  ['1', ['exposure', true]],
  ['2', ['segmentation', true]],
  ['3', ['network-mode', true]],
  ['4', ['names', false]],
  ['5', ['privileges', true]],
  ['6', ['compose', false]],
  ['7', ['intent', true]],
  ['8', ['host', true]],
  ['9', ['bulkhead', false]],
]);

/** Scores out of ten for code scanning: high from 7, medium from 4. */
const scores: { readonly [severity in Severity]: string } = { error: '8.0', warning: '5.5', info: '2.0' };

/** Returns the tags of a rule and its security score (0 to 10; null for rules that are not about security). */
export function ruleTags({ id, severity }: Pick<Rule, 'id' | 'severity'>): {
  readonly tags: readonly string[];
  readonly securitySeverity: string | null;
} {
  const [topic, security] = subjects.get(id.charAt(2)) ?? ['bulkhead', false];
  return {
    tags: ['docker-compose', 'network', topic, security ? 'security' : 'correctness'],
    securitySeverity: security ? scores[severity] : null,
  };
}
