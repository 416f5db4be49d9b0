// The rules about ways in over all stacks of a host together: the proxy in one stack, the routes in forty.

import type { Operation } from '../compose/operations/operation.ts';
import type { Fix, Report, WaysRule } from '../findings/finding.ts';
import { findingOf } from '../findings/make-finding.ts';
import { isOn } from '../findings/rule-sets.ts';
import { internalError } from '../findings/run-rules.ts';
import { rules } from '../rules/registry.ts';
import { splitHostName } from './host.ts';
import { stackPathOf } from './host-places.ts';
import type { HostContext, HostFinding } from './host-rule.ts';

export const waysRules: readonly WaysRule[] = rules.filter((rule) => 'checkWays' in rule);

/** Their findings; none where nothing is a proxy or a tunnel. */
export function* waysFindings(context: HostContext): Generator<HostFinding> {
  const { ways, reach } = context;
  if (ways === null) return;
  for (const rule of waysRules) {
    if (!isOn(rule.id, reach.options.rules ?? 'default')) continue;
    try {
      for (const report of rule.checkWays(ways)) yield onHost(context, rule, report);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `Rule ${rule.id} failed inside (${reason}); the other rules did run.`;
      const failed = { subjects: [], message, at: [], evidence: [rule.id] };
      yield { stack: null, finding: findingOf(internalError, failed) };
    }
  }
}

/** In the files of the stack where it stands, with the names that these have. */
function onHost({ joined }: HostContext, rule: WaysRule, report: Report): HostFinding {
  const own = stackPathOf(joined, report.at);
  const stack = own?.stack ?? splitHostName(report.subjects[0] ?? '').stack;
  const fixes = (report.fixes ?? []).flatMap((fix) => localFix(fix, stack) ?? []);
  return { stack, finding: findingOf(rule, { ...report, at: own?.path ?? report.at, fixes }) };
}

/** Null where it changes another stack, too. */
function localFix(fix: Fix, stack: string): Fix | null {
  const operations: Operation[] = [];
  for (const operation of fix.operations) {
    if (!('service' in operation)) return null;
    const name = splitHostName(operation.service);
    if (name.stack !== stack) return null;
    operations.push({ ...operation, service: name.service } as Operation);
  }
  return { ...fix, operations };
}
