// The identity of a finding across versions of a file and of this program: made from facts, never from prose.

import type { Finding } from './finding.ts';

interface Identity {
  readonly rule: string;
  readonly subjects: readonly string[];
  readonly evidence: readonly string[];
}

/** Fingerprints by finding: most findings stay the same object over an edit, and every preview compares all of them. */
const prints = new WeakMap<Identity, string>();

/** Returns sixteen hexadecimal digits from rule, subjects and evidence; rewording a message does not change them. */
export function fingerprint(finding: Identity): string {
  const known = prints.get(finding);
  if (known !== undefined) return known;
  const print = printOf([finding.rule, finding.subjects, finding.evidence]);
  prints.set(finding, print);
  return print;
}

/** Returns the fingerprints of a finding's parts; none for a finding without parts. */
export function partPrints({ parts }: { readonly parts: readonly (readonly string[])[] }): readonly string[] {
  return parts.map(printOf);
}

/** True when a finding, or all its parts, are among the `known` fingerprints. */
export function isKnown(
  finding: Identity & { readonly parts: readonly (readonly string[])[] },
  known: ReadonlySet<string>,
): boolean {
  if (known.has(fingerprint(finding))) return true;
  const prints = partPrints(finding);
  return prints.length > 0 && prints.every((print) => known.has(print));
}

function printOf(facts: readonly unknown[]): string {
  const text = JSON.stringify(facts);
  return hash(text, 0x811c9dc5) + hash(text, 0x01234567);
}

/** Hashes a text by FNV-1a over UTF-16 units, then mixes the bits so that similar texts get distant values. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0).toString(16).padStart(8, '0');
}

/** Returns the finding of a rule with a fingerprint; null when it is gone. */
export function findingWithPrint(findings: readonly Finding[], rule: string, print: string): Finding | null {
  return findings.find((finding) => finding.rule === rule && fingerprint(finding) === print) ?? null;
}
