// How many findings a band of a map has, by severity.

import type { Finding, Severity } from '../findings/finding.ts';
import { countingFindings } from '../findings/standing.ts';
import type { HostAnalysis } from '../rules/analyze-host.ts';

export type FindingCounts = { readonly [severity in Severity]: number };

export const noFindings: FindingCounts = { error: 0, warning: 0, info: 0 };

/** Returns the findings of a host that count; those about services of inactive profiles do not. */
export function countingOn({ host, findings }: HostAnalysis): readonly Finding[] {
  const profiles = new Map(host.stacks.map((stack) => [stack.id, stack.profiles]));
  return findings.filter(
    (finding) => countingFindings([finding], profiles.get(finding.stack ?? '') ?? []).length > 0,
  );
}

/** Returns the numbers of findings by the band that each belongs to; one without a band is left out. */
export function countByBand(
  findings: readonly Finding[],
  bandOf: (finding: Finding) => string | null,
): ReadonlyMap<string, FindingCounts> {
  const counts = new Map<string, Record<Severity, number>>();
  for (const finding of findings) {
    const band = bandOf(finding);
    if (band === null) continue;
    const own = counts.get(band) ?? { ...noFindings };
    own[finding.severity]++;
    counts.set(band, own);
  }
  return counts;
}
