// Runs rules over one context. A rule that fails inside is itself a finding (CN901); the others still run.

import type { Finding, Rule, RuleContext } from './finding.ts';
import { makeFinding } from './make-finding.ts';

const internalError = {
  id: 'CN901',
  slug: 'internal-error',
  why: 'A check that did not run has not passed. Please report it with the file, or a smaller one that shows it.',
  severity: 'error',
} as const;

/** Findings of all rules, rule by rule in the order given. */
export function runRules(context: RuleContext, rules: readonly Rule[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    try {
      for (const report of rule.check(context)) findings.push(makeFinding(rule, report, context.topology));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const report = {
        subjects: [],
        message: `Rule ${rule.id} failed inside (${reason}); the other rules did run.`,
        at: [],
        evidence: [rule.id],
      };
      findings.push(makeFinding(internalError, report, context.topology));
    }
  }
  return findings;
}
