// What an attacker would look for first on a host, in ten rows at most: what is open from outside before what gives the machine away.

import { nameList } from '../../compose/name-list.ts';
import type { Finding } from '../../findings/finding.ts';
import { countingFindings } from '../../findings/standing.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { rules } from '../../rules/registry.ts';

const maxRows = 10;

/** Rules whose findings open something. Those that an attacker can use without a guess and without a first container come first. */
const order = [
  'CN126',
  'CN102',
  'CN125',
  'CN121',
  'CN131',
  'CN130',
  'CN124',
  'CN128',
  'CN127',
  'CN132',
  'CN502',
  'CN503',
  'CN501',
  'CN504',
  'CN301',
  'CN804',
];

/** Returns one row per finding or, when these are too many, one per rule. Rows are sentences without a line end. */
export function firstRows(analysis: HostAnalysis): readonly string[] {
  const profiles = new Map(analysis.host.stacks.map(({ id, profiles: active }) => [id, active]));
  const found = analysis.findings.filter(
    (finding) =>
      finding.severity !== 'info' &&
      order.includes(finding.rule) &&
      countingFindings([finding], profiles.get(finding.stack ?? '') ?? []).length > 0,
  );
  const rank = ({ rule, severity }: Finding) =>
    order.indexOf(rule) + (severity === 'error' ? 0 : order.length);
  const sorted = [...found].sort((a, b) => rank(a) - rank(b));
  if (sorted.length <= maxRows) return sorted.map(({ message, rule }) => `${message} (${rule})`);
  const byRule = new Map<number, Finding[]>();
  for (const finding of sorted) byRule.set(rank(finding), [...(byRule.get(rank(finding)) ?? []), finding]);
  return [...byRule.values()].slice(0, maxRows).map(together);
}

function together(all: readonly Finding[]): string {
  const [finding] = all;
  if (!finding) return '';
  if (all.length === 1) return `${finding.message} (${finding.rule})`;
  const culprits = new Set(all.map(({ stack = null, subjects: [culprit = ''] }) => named(stack, culprit)));
  const title = rules.find(({ id }) => id === finding.rule)?.title ?? finding.slug;
  return `${title}: ${nameList([...culprits])} (${finding.rule})`;
}

function named(stack: string | null, subject: string): string {
  return subject.includes('/') || stack === null ? subject : `${stack}/${subject}`;
}
