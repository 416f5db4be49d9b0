// Runs the rules of a host, and adds what depends on the files of its stacks: whether a finding is suppressed there, and the fixes that
// can be made there. A rule that fails inside is itself a finding (CN901); the others still run.

import type { Steps } from '../compose/steps.ts';
import type { Fix } from '../findings/finding.ts';
import { hostRuleIds } from '../findings/host-rule-ids.ts';
import { ownOperations } from '../findings/make-finding.ts';
import { internalError } from '../findings/run-rules.ts';
import { markSuppressed } from '../rules/suppressions/suppressions.ts';
import { splitHostName } from './host.ts';
import { type HostContext, type HostFinding, type HostRule, makeHostFinding } from './host-rule.ts';
import { hostFileFindings } from './intents/host-file-findings.ts';
import { hostRules } from './rules/registry.ts';
import { waysFindings, waysRules } from './ways-findings.ts';

const ids: ReadonlySet<string> = new Set([...hostRuleIds, ...waysRules.map(({ id }) => id)]);

/** The findings of the rules about several stacks together, by rule, then those about the file of the host. */
export function* runHostRules(
  context: HostContext,
  rules: readonly HostRule[] = hostRules,
): Steps<readonly HostFinding[]> {
  const findings: HostFinding[] = [];
  for (const rule of rules) {
    for (const found of findingsOf(rule, context))
      findings.push(inItsStack(context, fixesOfFiles(context, found)));
    yield;
  }
  for (const found of waysFindings(context)) findings.push(inItsStack(context, fixesOfFiles(context, found)));
  yield;
  for (const found of hostFileFindings(context)) findings.push(fixesOfFiles(context, found));
  yield;
  return findings;
}

function findingsOf(rule: HostRule, context: HostContext): readonly HostFinding[] {
  const found: HostFinding[] = [];
  try {
    for (const report of rule.check(context)) found.push(makeHostFinding(rule, report));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Rule ${rule.id} failed inside (${reason}); the other rules did run.`;
    found.push(
      makeHostFinding(internalError, { stack: null, subjects: [], message, at: [], evidence: [rule.id] }),
    );
  }
  return found;
}

/** A finding with its suppression, where a file of its stack states one. */
function inItsStack({ host }: HostContext, found: HostFinding): HostFinding {
  const { stack, finding } = found;
  const workspace = host.stacks.find(({ id }) => id === stack)?.workspace;
  if (stack === null || !workspace) return found;
  // Suppressions of a stack name its services as its files do.
  const subjects = finding.subjects.map((subject) =>
    subject.startsWith(`${stack}/`) ? splitHostName(subject).service : subject,
  );
  const [marked] = markSuppressed(workspace, [{ ...finding, subjects }], ids);
  const suppressed = marked?.suppressed ?? null;
  return suppressed === null ? found : { ...found, finding: { ...finding, suppressed } };
}

/**
 * A finding with only the fixes that can be written to files: a stack that only runs has none. A key that comes from an anchor is changed
 * for this service alone, as in the fixes of one project.
 */
function fixesOfFiles({ analyses, host }: HostContext, found: HostFinding): HostFinding {
  const { stack, finding } = found;
  if (finding.fixes.length === 0) return found;
  const running = new Set(host.stacks.filter(({ from }) => from === 'running').map(({ id }) => id));
  const own = (id: string | null, operations: Fix['operations']): Fix['operations'] => {
    const topology = id === null ? undefined : analyses.get(id)?.topology;
    return topology ? ownOperations(operations, topology) : operations;
  };
  const fixes = finding.fixes.flatMap((fix): readonly Fix[] => {
    if (!fix.edits)
      return stack !== null && running.has(stack) ? [] : [{ ...fix, operations: own(stack, fix.operations) }];
    if (fix.edits.some((edit) => running.has(edit.stack))) return [];
    const edits = fix.edits.map((edit) => ({ ...edit, operations: own(edit.stack, edit.operations) }));
    return [{ ...fix, edits }];
  });
  return { ...found, finding: { ...finding, fixes } };
}
