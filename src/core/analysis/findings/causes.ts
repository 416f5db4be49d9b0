// Findings that a rule reports of several services in the same words, as one group, so that people read them once. Reports for machines
// keep them apart.

import type { Finding, Fix } from './finding.ts';

/** Findings of one rule about several services in the same words; the first stands for all. */
export interface Cause {
  readonly first: Finding;
  /** At least two, or none. */
  readonly others: readonly Finding[];
}

/** Smaller groups are not formed: two findings are read as quickly one by one. */
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

/**
 * A message with a mark for each name and number, or list of them. Every word that is the name of a service becomes one, whatever it means
 * there.
 */
function wordsOf(message: string, names: ReadonlySet<string>): string {
  return message
    .replace(/\w(?:[\w.-]*\w)?/g, (word) => (names.has(word) ? '§' : /^\d+$/.test(word) ? '#' : word))
    .replace(/§(?:(?:, | and )§)*(?: and # more)?/g, '§')
    .replace(/#(?:(?:, | and )#)*(?: and # more)?/g, '#');
}

/** The cause as one finding: its fixes are those that every one of its findings has, made for all of them at once. */
export function asOneFinding({ first, others }: Cause): Finding {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const fixes = first.fixes.flatMap((fix): readonly Fix[] => {
    const alike = all.map((finding) => finding.fixes.find(({ title }) => title === fix.title));
    const made = alike.filter((one) => one !== undefined);
    if (made.length < all.length) return [];
    const safe = made.every((one) => one.safe);
    // What is stated for the whole file is the same for each.
    const lists = new Map(made.map(({ operations }) => [JSON.stringify(operations), operations]));
    if (lists.size === 1) return [fix];
    return [{ title: `${fix.title} (all ${all.length})`, safe, operations: [...lists.values()].flat() }];
  });
  const subjects = [
    ...new Set([...first.subjects, ...others.map(({ subjects: [culprit] }) => culprit ?? '')]),
  ];
  return { ...first, fixes, subjects };
}
