// A finding out of what a rule is and what its check reports.

import type { Topology } from '../compose/topology.ts';
import type { Finding, Report, Rule } from './finding.ts';

type Identity = Pick<Rule, 'id' | 'slug' | 'why' | 'severity'>;

/** Fills in what the report leaves to the rule; a finding holds under the profiles of its culprit. */
export function makeFinding(rule: Identity, report: Report, topology: Topology): Finding {
  const [culprit] = report.subjects;
  return {
    rule: rule.id,
    slug: rule.slug,
    severity: report.severity ?? rule.severity,
    certainty: report.certainty ?? 'certain',
    subjects: report.subjects,
    message: report.message,
    why: rule.why,
    at: report.at,
    path: report.path ?? [],
    fixes: report.fixes ?? [],
    evidence: report.evidence,
    parts: report.parts ?? [],
    group: report.group ?? null,
    profiles: culprit === undefined ? [] : (topology.services.get(culprit)?.profiles ?? []),
    suppressed: null,
  };
}
