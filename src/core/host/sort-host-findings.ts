// The order in which findings of a host are listed: severity, rule, then stack by stack as they stand in the files.

import type { Finding, Severity } from '../analysis/findings/finding.ts';
import { sortFindings } from '../analysis/findings/sort-findings.ts';
import type { Host } from './host.ts';
import type { HostFinding } from './host-rule.ts';

const ranks: readonly Severity[] = ['error', 'warning', 'info'];

/** Those of the host's own file first, then by stack in the order of the host, each sorted by severity, rule and place. */
export function sortByStack({ stacks }: Host, findings: readonly HostFinding[]): readonly HostFinding[] {
  const byStack = new Map<string | null, HostFinding[]>([[null, []]]);
  for (const { id } of stacks) byStack.set(id, []);
  for (const one of findings) byStack.get(one.stack)?.push(one);
  const own = (byStack.get(null) ?? []).sort((a, b) => bySeverity(a.finding, b.finding));
  const sorted = stacks.flatMap(({ id, workspace }) => {
    const list = byStack.get(id) ?? [];
    const wholes = new Map(list.map((one) => [one.finding, one]));
    return sortFindings(
      workspace,
      list.map(({ finding }) => finding),
    ).flatMap((finding) => wholes.get(finding) ?? []);
  });
  return [...own, ...sorted];
}

/** The same in one list for all stacks: by severity, then rule, then stack and place. */
export function sortHostFindings(host: Host, findings: readonly HostFinding[]): readonly HostFinding[] {
  return [...sortByStack(host, findings)].sort((a, b) => bySeverity(a.finding, b.finding));
}

function bySeverity(a: Finding, b: Finding): number {
  return (
    ranks.indexOf(a.severity) - ranks.indexOf(b.severity) || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
