// Edits of several stacks of a host as one transaction.

import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { ok, type Result } from '../text/result.ts';
import type { Host, StackEdit } from './host.ts';

/** Returns the host after edits of its stacks, all as one transaction, or the first refusal. */
export function planOnHost(host: Host, edits: readonly StackEdit[]): Result<Host> {
  const stacks = [...host.stacks];
  for (const { stack: id, operations } of edits) {
    const at = stacks.findIndex((stack) => stack.id === id);
    const stack = stacks[at];
    if (!stack) throw new RangeError(`no stack of this host: ${id}`);
    const planned = planInWorkspace(stack.workspace, operations);
    if (!planned.ok) return planned;
    stacks[at] = { ...stack, workspace: planned.value.workspace };
  }
  return ok({ ...host, stacks });
}
