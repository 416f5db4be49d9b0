// The findings that a rule set reports, with the severities of that set.

import type { Finding, Rule, Severity } from '../findings/finding.ts';
import { enforcing, type RuleSet } from '../findings/rule-sets.ts';
import { isAcrossStacks, rules } from './registry.ts';

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** Returns the findings that a rule set reports, with its severities, in the order given. */
export function weighFindings(all: readonly Finding[], set: RuleSet): readonly Finding[] {
  const findings = enforcing.includes(set) ? all : all.filter(({ quiet }) => quiet !== true);
  if (set === 'default') return findings;
  return findings.map((finding) => {
    const rule = byId.get(finding.rule);
    const severity = rule ? severityIn(set, rule, finding.severity) : finding.severity;
    return severity === finding.severity ? finding : { ...finding, severity };
  });
}

const ranks: readonly Severity[] = ['info', 'warning', 'error'];

function severityIn(set: RuleSet, rule: Rule, severity: Severity): Severity {
  if (severity === 'info' && rule.raisedIn?.includes(set)) return 'warning';
  const most = set === 'cis' && isBesideBenchmark(rule) ? 'info' : rule.loweredTo?.[set];
  return most !== undefined && ranks.indexOf(severity) > ranks.indexOf(most) ? most : severity;
}

/** True for a rule of one project whose warnings the CIS Docker Benchmark does not name: they are notes in its set. */
function isBesideBenchmark(rule: Rule): boolean {
  return rule.severity === 'warning' && !rule.raisedIn?.includes('cis') && !isAcrossStacks(rule);
}
