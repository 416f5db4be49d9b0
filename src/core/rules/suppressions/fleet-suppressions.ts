// Suppressions in the file of a fleet: comments `# bulkhead-disable CN842 -- reason` for a line, and `x-bulkhead: { disable: [{ rule, reason }] }`
// for all of the file. One that names no rule is a finding of its own (CN902).

import type { Finding, Report } from '../../findings/finding.ts';
import type { FleetFile } from '../../fleet/stated-fleet.ts';
import { didYouMean } from '../../text/closest-word.ts';
import { childOf, itemsOf, scalarText } from '../../yaml/tree.ts';
import { suppressionsIn } from './suppressions.ts';

/** The suppressions of a fleet's file. */
export interface FleetSuppressions {
  /** Returns a finding in the file, marked where it is suppressed. */
  mark(finding: Finding): Finding;
  /** The suppressions that mean nothing. */
  readonly reports: readonly Report[];
}

/** Reads the suppressions of a fleet's file. */
export function fleetSuppressions(file: FleetFile, rules: ReadonlySet<string>): FleetSuppressions {
  const inline = suppressionsIn(file, rules, () => new Map());
  const items = itemsOf(childOf(childOf(file.tree, 'x-bulkhead'), 'disable'));
  const listed = items.map((item) => ({
    rule: scalarText(childOf(item, 'rule')) ?? '',
    reason: scalarText(childOf(item, 'reason')) ?? '',
  }));
  const wrong = listed.flatMap(({ rule }, index): readonly Report[] =>
    rules.has(rule)
      ? []
      : [
          {
            subjects: [],
            message: `An item of x-bulkhead.disable names '${rule}', which is no rule. ${didYouMean(rule, rules)}It takes rule and reason.`,
            at: ['x-bulkhead', 'disable', index],
            evidence: ['file', rule],
          },
        ],
  );
  return {
    mark(finding) {
      const { line } = finding.place ?? {};
      const comment = inline.list.find((one) => one.line === line && one.rules.includes(finding.rule));
      if (comment) return { ...finding, suppressed: { by: 'inline', reason: comment.reason } };
      const item = listed.find(({ rule }) => rule === finding.rule);
      return item ? { ...finding, suppressed: { by: 'file', reason: item.reason } } : finding;
    },
    reports: [...inline.reports, ...wrong],
  };
}
