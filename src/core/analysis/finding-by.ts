import type { Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';

/** The finding of a rule with a fingerprint; null where it is gone. */
export function findingBy(findings: readonly Finding[], rule: string, print: string): Finding | null {
  return findings.find((finding) => finding.rule === rule && fingerprint(finding) === print) ?? null;
}
