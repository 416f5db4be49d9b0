import type { Finding, Severity } from '../../../core/findings/finding.ts';
import { standingOf } from '../../../core/findings/standing.ts';

/** The findings under one heading, in the order of the analysis. */
export interface FindingGroup {
  /** A severity for findings that count, else the reason why they do not. */
  readonly id: Severity | 'inactive' | 'suppressed';
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Returns the key by which the same finding is recognised in the next analysis. */
export function keyOf({ stack = '', rule, at, subjects, evidence }: Finding): string {
  return `${stack} ${rule} ${at.join('\n')} ${subjects.join(' ')} ${evidence.join(' ')}`;
}

const titles: readonly (readonly [FindingGroup['id'], string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['info', 'Notes'],
  ['inactive', 'Under inactive profiles, not counted'],
  ['suppressed', 'Suppressed, not counted'],
];

function grouped(
  findings: readonly Finding[],
  idOf: (finding: Finding) => FindingGroup['id'],
): readonly FindingGroup[] {
  const byId = new Map<FindingGroup['id'], Finding[]>();
  for (const finding of findings) {
    const id = idOf(finding);
    const group = byId.get(id);
    if (group) group.push(finding);
    else byId.set(id, [finding]);
  }
  return titles.flatMap(([id, title]) => {
    const found = byId.get(id);
    return found ? [{ id, title, findings: found }] : [];
  });
}

/** Groups findings by severity, worst first, without empty groups. */
export const bySeverity = (findings: readonly Finding[]): readonly FindingGroup[] =>
  grouped(findings, ({ severity }) => severity);

/** Groups findings by severity, worst first, then those that do not count with these `profiles`, without empty groups. */
export function groupFindings(
  findings: readonly Finding[],
  profiles: readonly string[],
): readonly FindingGroup[] {
  return grouped(findings, (finding) => {
    const standing = standingOf(finding, profiles);
    return standing === 'counts' ? finding.severity : standing;
  });
}
