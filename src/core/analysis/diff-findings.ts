// What a change does to the findings. Findings are the same by their fingerprint: lines and words may differ.

import type { Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';

/** Findings that only one of two analyses has, each in its own order. */
export interface FindingsDiff {
  readonly gained: readonly Finding[];
  readonly gone: readonly Finding[];
}

/** The findings that came and those that went. */
export function diffFindings(before: readonly Finding[], after: readonly Finding[]): FindingsDiff {
  return { gained: missingFrom(before, after), gone: missingFrom(after, before) };
}

function missingFrom(these: readonly Finding[], those: readonly Finding[]): readonly Finding[] {
  const known = new Set(these.map(fingerprint));
  return those.filter((finding) => !known.has(fingerprint(finding)));
}
