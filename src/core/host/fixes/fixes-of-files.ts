// The fixes of a host's finding as they can be made in the files of its stacks.

import type { Fix } from '../../analysis/findings/finding.ts';
import { ownOperations } from '../../analysis/findings/make-finding.ts';
import type { HostContext, HostFinding } from '../host-rule.ts';

/**
 * A finding with the fixes that have files to be written to: a stack that only runs has none. What a service has from an anchor is
 * changed for this service alone, as in the fixes of one project.
 */
export function fixesOfFiles({ analyses, host }: HostContext, found: HostFinding): HostFinding {
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
