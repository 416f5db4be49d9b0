// The identity of a finding across versions of a file and of this program: made from facts, never from prose.

interface Identity {
  readonly rule: string;
  readonly subjects: readonly string[];
  readonly evidence: readonly string[];
}

/** Sixteen hexadecimal digits from rule, subjects and evidence; rewording a message does not change them. */
export function fingerprint(finding: Identity): string {
  const text = JSON.stringify([finding.rule, finding.subjects, finding.evidence]);
  return hash(text, 0x811c9dc5) + hash(text, 0x01234567);
}

/** FNV-1a over UTF-16 units, then mixed so that near texts end far apart. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
