// What a change does to the findings. Findings are the same by their fingerprint, or by those of their parts: lines and words may differ.

import type { Finding } from './finding.ts';
import { fingerprint, isKnown, partPrints } from './fingerprint.ts';

/** The findings that only one of two analyses has, each list in its own order. */
export interface FindingsDiff {
  readonly gained: readonly Finding[];
  readonly gone: readonly Finding[];
}

/** Returns the findings that are new and those that are gone; a finding with a remaining part is neither. */
export function diffFindings(before: readonly Finding[], after: readonly Finding[]): FindingsDiff {
  const came = unmatchedBy(after, before);
  const went = unmatchedBy(before, after);
  // Parts are many, so only those are compared that a finding which differs as a whole could be made of.
  const asked = new Set(came.flatMap(({ rule, parts }) => [rule, ...parts.map(([partRule]) => partRule)]));
  const known = new Set(before.flatMap((finding) => printsOfRules(finding, asked)));
  const lost = new Set(went.map(({ rule }) => rule));
  const left = new Set(after.flatMap((finding) => (lost.has(finding.rule) ? ownPrints(finding) : [])));
  return {
    gained: came.filter((finding) => !isKnown(finding, known)),
    gone: went.filter((finding) => !ownPrints(finding).some((print) => left.has(print))),
  };
}

/** Returns the findings that are not among `others` as a whole. */
function unmatchedBy(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const prints = new Set(others.map(fingerprint));
  return findings.filter((finding) => !prints.has(fingerprint(finding)));
}

/** Returns the fingerprints of a finding and its parts, for `rules` only. */
function printsOfRules(finding: Finding, rules: ReadonlySet<string | undefined>): readonly string[] {
  const parts = partPrints({ parts: finding.parts.filter(([rule]) => rules.has(rule)) });
  return rules.has(finding.rule) ? [fingerprint(finding), ...parts] : parts;
}

/** Returns the fingerprints of a finding and its parts, without parts of other rules. */
function ownPrints(finding: Finding): readonly string[] {
  const parts = finding.parts.filter(([rule]) => rule === finding.rule);
  return [fingerprint(finding), ...partPrints({ parts })];
}
