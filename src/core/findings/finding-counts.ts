// How many findings each service has, for the badges of cards.

import { memoize } from '../compose/memoize.ts';
import type { Finding, Severity } from './finding.ts';
import { standingOf } from './standing.ts';

interface Counted {
  readonly findings: readonly Finding[];
  readonly reach: { readonly options: { readonly profiles: readonly string[] } };
}

/** The findings of one service, or of several together. */
export interface FindingCount {
  readonly count: number;
  readonly worst: Severity;
}

/**
 * The findings by culprit, counted once for all cards: suppressed ones are left out, and those under an inactive profile count as notes.
 */
export const findingCounts = memoize((analysis: Counted): ReadonlyMap<string, FindingCount> => {
  const counts = new Map<string, FindingCount>();
  const { profiles } = analysis.reach.options;
  for (const finding of analysis.findings) {
    const [culprit] = finding.subjects;
    const standing = standingOf(finding, profiles);
    if (culprit === undefined || standing === 'suppressed') continue;
    const severity = standing === 'inactive' ? 'info' : finding.severity;
    // Findings are sorted by severity, so the first one of a culprit that counts is its worst.
    const known = counts.get(culprit);
    counts.set(
      culprit,
      known
        ? { count: known.count + 1, worst: known.worst === 'info' ? severity : known.worst }
        : { count: 1, worst: severity },
    );
  }
  return counts;
});

const severities = ['error', 'warning', 'info'] as const;

/** Returns the counts of several services together; null when none has any. */
export function countTogether(
  counts: ReadonlyMap<string, FindingCount>,
  services: readonly string[],
): FindingCount | null {
  const ownCounts = services.flatMap((name) => counts.get(name) ?? []);
  const worst = severities.find((severity) => ownCounts.some((each) => each.worst === severity));
  return worst === undefined ? null : { count: ownCounts.reduce((sum, { count }) => sum + count, 0), worst };
}
