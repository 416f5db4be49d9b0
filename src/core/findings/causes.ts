// Findings that people read once: those that one cause brings about, under the gravest of them, and those that a rule reports of several
// services in the same words. JSON and JUnit keep each apart.

import type { Finding, Fix } from './finding.ts';

/** Findings of one rule about several services in the same words; the first represents all. */
export interface Cause {
  readonly first: Finding;
  /** The other findings: at least two, or none. */
  readonly others: readonly Finding[];
  /** Findings of other rules with the same cause: they end when the first is fixed. */
  readonly also: readonly Finding[];
}

/**
 * Returns the leading findings in their order, each with those of other rules that have the same cause (`group`). The first of a group is
 * the gravest. Findings with another standing, suppressed or under other profiles, are not grouped with them.
 */
export function byCause(findings: readonly Finding[]): ReadonlyMap<Finding, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { group, profiles, suppressed } = finding;
    if (group === null) continue;
    const key = JSON.stringify([group, profiles, suppressed]);
    const list = groups.get(key);
    if (list) list.push(finding);
    else groups.set(key, [finding]);
  }
  const following = new Map<Finding, readonly Finding[]>();
  const follow = new Set<Finding>();
  for (const [first, ...others] of groups.values()) {
    // Of one rule alone, they are alike or stand for themselves.
    if (first === undefined || others.every(({ rule }) => rule === first.rule)) continue;
    following.set(first, others);
    for (const other of others) follow.add(other);
  }
  const leads = findings.filter((finding) => !follow.has(finding));
  return new Map(leads.map((finding) => [finding, following.get(finding) ?? []]));
}

/** Returns the other findings of a cause, to follow its message on one line; '' for none. */
export function causeNote(also: readonly Finding[]): string {
  const rules = [...new Set(also.map(({ rule }) => rule))];
  return rules.length === 0 ? '' : ` Of the same cause: ${rules.join(', ')}.`;
}

/** The fewest findings that form a group: two are read as quickly one by one. */
const smallestGroup = 3;

/** Returns the causes of `findings`, each at the place of its first finding. */
export function causesOf(
  findings: readonly Finding[],
  following: ReadonlyMap<Finding, readonly Finding[]> = byCause(findings),
): readonly Cause[] {
  const leads = findings.filter((finding) => following.has(finding));
  const names = new Set(findings.flatMap(({ subjects }) => subjects.map(plainName)));
  const alike = new Map<string, Finding[]>();
  const keys = new Map<Finding, string>();
  for (const finding of leads) {
    const { rule, severity, certainty, profiles, suppressed, message } = finding;
    if ((following.get(finding) ?? []).length > 0) continue;
    const key = JSON.stringify([
      rule,
      severity,
      certainty,
      profiles,
      suppressed,
      messagePattern(message, names),
    ]);
    keys.set(finding, key);
    const list = alike.get(key);
    if (list) list.push(finding);
    else alike.set(key, [finding]);
  }
  const shown = new Set<Finding>();
  const causes: Cause[] = [];
  for (const finding of leads) {
    if (shown.has(finding)) continue;
    const list = alike.get(keys.get(finding) ?? '') ?? [];
    const others = list.length >= smallestGroup ? list.filter((other) => other !== finding) : [];
    for (const other of others) shown.add(other);
    causes.push({ first: finding, others, also: following.get(finding) ?? [] });
  }
  return causes;
}

function plainName(subject: string): string {
  return subject.replace(/^network:/, '');
}

/** Returns a message with a mark for each name and number, or list of them. Every word that is the name of a service counts as one. */
function messagePattern(message: string, names: ReadonlySet<string>): string {
  return message
    .replace(/\w(?:[\w.-]*\w)?/g, (word) => (names.has(word) ? '§' : /^\d+$/.test(word) ? '#' : word))
    .replace(/§(?:(?:, | and )§)*(?: and # more)?/g, '§')
    .replace(/#(?:(?:, | and )#)*(?: and # more)?/g, '#');
}

/** Returns a cause as one finding, with the fixes that all its findings share; each fixes all of them at once. */
export function mergedFinding({ first, others }: Cause): Finding {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const fixes = first.fixes.flatMap((fix): readonly Fix[] => {
    const alike = all.map((finding) => finding.fixes.find(({ title }) => title === fix.title));
    const made = alike.filter((fix) => fix !== undefined);
    if (made.length < all.length) return [];
    const safe = made.every((fix) => fix.safe);
    // What is stated for the whole file is the same for each.
    const lists = new Map(made.map(({ operations }) => [JSON.stringify(operations), operations]));
    if (lists.size === 1) return [fix];
    const stops = [...new Set(made.flatMap((fix) => fix.stops ?? []))];
    return [
      {
        title: `${fix.title} (all ${all.length})`,
        safe,
        ...(stops.length > 0 && { stops }),
        operations: [...lists.values()].flat(),
      },
    ];
  });
  const subjects = [
    ...new Set([...first.subjects, ...others.map(({ subjects: [culprit] }) => culprit ?? '')]),
  ];
  return { ...first, fixes, subjects };
}
