// What a service has from an anchor is changed for this service alone, in the fixes of a host as in those of one project.

import type { Fix } from '../../analysis/findings/finding.ts';
import { ownOperations } from '../../analysis/findings/make-finding.ts';
import type { HostContext, HostFinding } from '../host-rule.ts';

/** A finding whose fixes leave alone what others share by an anchor. */
export function withOwnCopies({ analyses }: HostContext, found: HostFinding): HostFinding {
  const { stack, finding } = found;
  if (finding.fixes.length === 0) return found;
  const own = (id: string | null, operations: Fix['operations']): Fix['operations'] => {
    const topology = id === null ? undefined : analyses.get(id)?.topology;
    return topology ? ownOperations(operations, topology) : operations;
  };
  const fixes = finding.fixes.map((fix): Fix => {
    if (!fix.edits) return { ...fix, operations: own(stack, fix.operations) };
    const edits = fix.edits.map((edit) => ({ ...edit, operations: own(edit.stack, edit.operations) }));
    return { ...fix, edits };
  });
  return { ...found, finding: { ...finding, fixes } };
}
