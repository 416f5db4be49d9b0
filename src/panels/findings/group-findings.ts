import type { Finding, Severity } from '../../core/analysis/finding.ts';

/** The findings of one severity, in the order of the analysis. */
export interface FindingGroup {
  readonly severity: Severity;
  readonly title: string;
  readonly findings: readonly Finding[];
}

const titles: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['info', 'Notes'],
];

/** Groups by severity, worst first; a severity without findings has no group. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups: FindingGroup[] = [];
  for (const [severity, title] of titles) {
    const found = findings.filter((finding) => finding.severity === severity);
    if (found.length > 0) groups.push({ severity, title, findings: found });
  }
  return groups;
}
