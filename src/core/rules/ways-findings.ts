// The reports of the rules about ways in for a host, in the words of the stack whose file declares the way.

import type { Operation } from '../compose/operations/operation.ts';
import type { Fix, Report } from '../findings/finding.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { stackPathOf } from '../host/host-places.ts';

/** Returns a report about the joined topology with the paths and operations of its own stack's files. */
export function inStackOf({ joined }: HostFacts, report: Report): Report {
  const ownStackPath = stackPathOf(joined, report.at);
  const stack = ownStackPath?.stack ?? splitHostName(report.subjects[0] ?? '').stack;
  const fixes = (report.fixes ?? []).flatMap((fix) => localFix(fix, stack) ?? []);
  return { ...report, stack, at: ownStackPath?.path ?? report.at, fixes };
}

/** Returns a fix in the words of one stack; null when it also changes another. */
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
