// Findings with one cause, for people: many services that a rule says the same of are one thing to read. Reports for machines
// keep them apart.

import type { Finding } from './finding.ts';

/** Findings that one rule says of several in the same words; the first stands for all. */
export interface Cause {
  readonly first: Finding;
  /** At least two, or none. */
  readonly others: readonly Finding[];
}

/** Two of a kind are quicker read as they are. */
const fewest = 3;

/** The causes of `findings`, each where its first one stood. */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  const names = new Set(findings.flatMap(({ subjects }) => subjects.map(plainName)));
  const alike = new Map<string, Finding[]>();
  const keys = new Map<Finding, string>();
  for (const finding of findings) {
    const { rule, severity, certainty, profiles, suppressed, message } = finding;
    const key = JSON.stringify([rule, severity, certainty, profiles, suppressed, wordsOf(message, names)]);
    keys.set(finding, key);
    const list = alike.get(key);
    if (list) list.push(finding);
    else alike.set(key, [finding]);
  }
  const shown = new Set<Finding>();
  const causes: Cause[] = [];
  for (const finding of findings) {
    if (shown.has(finding)) continue;
    const list = alike.get(keys.get(finding) ?? '') ?? [];
    const others = list.length >= fewest ? list.filter((other) => other !== finding) : [];
    for (const other of others) shown.add(other);
    causes.push({ first: finding, others });
  }
  return causes;
}

function plainName(subject: string): string {
  return subject.replace(/^network:/, '');
}

/** A message without names and numbers, lists of either as one. A service may be called as any other word is: all lose theirs. */
function wordsOf(message: string, names: ReadonlySet<string>): string {
  return message
    .replace(/\w(?:[\w.-]*\w)?/g, (word) => (names.has(word) ? '§' : /^\d+$/.test(word) ? '#' : word))
    .replace(/§(?:(?:, | and )§)*(?: and # more)?/g, '§')
    .replace(/#(?:(?:, | and )#)*(?: and # more)?/g, '#');
}
