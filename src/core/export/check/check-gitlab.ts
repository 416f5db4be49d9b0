// `check --format gitlab`: a Code Quality report, which GitLab shows beside the lines of a merge request. Suppressed findings, and
// those of inactive profiles alone, are only in the other formats.

import { byCause, causeNote } from '../../findings/causes.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import { countingFindings } from '../../findings/standing.ts';
import { visible } from '../../quote/visible-text.ts';
import { asNamed, type FindPlace, type NameOf, type PlacedFindings } from './placed-findings.ts';

/** One issue with the fields that GitLab reads. */
export interface GitlabIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const severities: { readonly [severity in Severity]: GitlabIssue['severity'] } = {
  error: 'critical',
  warning: 'major',
  info: 'info',
};

/** Returns the report as a plain value. `nameOf` gives a file's name for GitLab, from the root of the repository. */
export function checkGitlab(
  groups: readonly PlacedFindings[],
  nameOf: NameOf = asNamed,
): readonly GitlabIssue[] {
  const seen = new Map<string, number>();
  return groups.flatMap(({ findings, place, profiles }) =>
    [...byCause(countingFindings(findings, profiles))].map(([finding, also]) => {
      const issue = issueOf(finding, causeNote(also), place, nameOf);
      // Of findings with equal fingerprints GitLab shows only one.
      const count = (seen.get(issue.fingerprint) ?? 0) + 1;
      seen.set(issue.fingerprint, count);
      return count === 1 ? issue : { ...issue, fingerprint: `${issue.fingerprint}-${count}` };
    }),
  );
}

function issueOf(finding: Finding, note: string, place: FindPlace, nameOf: NameOf): GitlabIssue {
  const { rule, slug, severity, message } = finding;
  const { file, line } = place(finding.at);
  const path = nameOf(file);
  return {
    description: visible(message + note),
    check_name: `${rule} ${slug}`,
    // The path is part of it, since two projects may have the same finding; the line is not, since lines move.
    fingerprint: fingerprint({ rule, subjects: [path], evidence: [fingerprint(finding)] }),
    severity: severities[severity],
    location: { path, lines: { begin: line } },
  };
}
