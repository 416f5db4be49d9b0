// The findings about several stacks together, and the findings in the host's own file. The files of the stacks decide whether such a
// finding is suppressed and which fixes it has.

import type { Steps } from '../compose/steps.ts';
import type { Finding, Fix, Rule } from '../findings/finding.ts';
import { ownOperations } from '../findings/make-finding.ts';
import { runHostRules } from '../findings/run-rules.ts';
import { splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { hostFileFindings } from './host-file-findings.ts';
import { hostWays } from './project-ways.ts';
import { acrossRuleIds, rulesIn, waysRuleIds } from './registry.ts';
import { markSuppressed } from './suppressions/suppressions.ts';
import { inStackOf } from './ways-findings.ts';
import { weighFindings } from './weigh-findings.ts';

const hostRuleIds: ReadonlySet<string> = new Set([...acrossRuleIds, ...waysRuleIds]);

/** Yields the findings about several stacks by rule, then those about the host's own file. */
export function* acrossFindings(
  host: HostFacts,
  rules: readonly Rule[] = rulesIn(host.options.rules ?? 'default'),
): Steps<readonly Finding[]> {
  const { ways } = hostWays(host);
  yield;
  const found = yield* runHostRules(host, ways, rules, (report) => inStackOf(host, report));
  const marked = found.map((finding) => withSuppression(host, withWritableFixes(host, finding), hostRuleIds));
  yield;
  const ofFile = hostFileFindings(host, ways).map((finding) => withWritableFixes(host, finding));
  yield;
  return weighFindings([...marked, ...ofFile], host.options.rules ?? 'default');
}

/** Returns a finding with its suppression when a file of its stack states one, by one of these rules. */
export function withSuppression(
  { host }: Pick<HostFacts, 'host'>,
  finding: Finding,
  rules: ReadonlySet<string>,
): Finding {
  const { stack } = finding;
  const workspace = host.stacks.find(({ id }) => id === stack)?.workspace;
  if (!workspace) return finding;
  // Suppressions of a stack use the service names of its files.
  const subjects = finding.subjects.map((subject) =>
    subject.startsWith(`${stack}/`) ? splitHostName(subject).service : subject,
  );
  const [marked] = markSuppressed(workspace, [{ ...finding, subjects }], rules);
  const suppressed = marked?.suppressed ?? null;
  return suppressed === null ? finding : { ...finding, suppressed };
}

/**
 * Returns a finding with only the fixes that files can take: a stack without files has none. A key that comes from an anchor is changed for
 * this service alone, as in the fixes of one project.
 */
function withWritableFixes({ analyses, host }: HostFacts, finding: Finding): Finding {
  const { stack = null } = finding;
  if (finding.fixes.length === 0) return finding;
  const running = new Set(host.stacks.filter(({ from }) => from === 'running').map(({ id }) => id));
  const onStack = (id: string | null, operations: Fix['operations']): Fix['operations'] => {
    const topology = id === null ? undefined : analyses.get(id)?.topology;
    return topology ? ownOperations(operations, topology) : operations;
  };
  const fixes = finding.fixes.flatMap((fix): readonly Fix[] => {
    if (!fix.edits)
      return stack !== null && running.has(stack)
        ? []
        : [{ ...fix, operations: onStack(stack, fix.operations) }];
    if (fix.edits.some((edit) => running.has(edit.stack))) return [];
    const edits = fix.edits.map((edit) => ({ ...edit, operations: onStack(edit.stack, edit.operations) }));
    return [{ ...fix, edits }];
  });
  return { ...finding, fixes };
}
