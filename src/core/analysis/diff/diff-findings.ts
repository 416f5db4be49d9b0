// What a change does to the findings. Findings are the same by their fingerprint, or by those of their parts: lines and words may differ.

import type { Finding } from '../findings/finding.ts';
import { fingerprint, isKnown, partPrints } from '../findings/fingerprint.ts';

/** Findings that only one of two analyses has, each in its own order. */
export interface FindingsDiff {
  readonly gained: readonly Finding[];
  readonly gone: readonly Finding[];
}

/** The findings that came and those that went; one of which a part is left has neither come nor gone. */
export function diffFindings(before: readonly Finding[], after: readonly Finding[]): FindingsDiff {
  const known = new Set(before.flatMap((finding) => [fingerprint(finding), ...partPrints(finding)]));
  const left = new Set(after.flatMap(ownPrints));
  return {
    gained: after.filter((finding) => !isKnown(finding, known)),
    gone: before.filter((finding) => !ownPrints(finding).some((print) => left.has(print))),
  };
}

/** Without what other rules would say of the rest. */
function ownPrints(finding: Finding): readonly string[] {
  const parts = finding.parts.filter(([rule]) => rule === finding.rule);
  return [fingerprint(finding), ...partPrints({ parts })];
}
