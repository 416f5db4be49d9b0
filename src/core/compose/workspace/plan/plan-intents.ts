// Intents of a project of several files: they belong to no service or network, so a statement goes to the first file that
// may be written, and is removed where it stands.

import { ok, type Result, refuse } from '../../../text/result.ts';
import type { Operation } from '../../operations/operation.ts';
import { planTransaction } from '../../operations/plan-operations.ts';
import { updateWorkspace } from '../update-workspace.ts';
import type { Workspace } from '../workspace.ts';
import type { WorkspaceChange, Writing } from './writing.ts';

/** Returns the change by operations on intents; null for operations on services and networks. Refuses both at once. */
export function planIntents(
  workspace: Workspace,
  operations: readonly Operation[],
  writing: Writing,
): Result<WorkspaceChange> | null {
  const stated = operations.filter(({ type }) => type === 'intent' || type === 'unintent');
  if (stated.length === 0) return null;
  if (stated.length < operations.length) {
    return refuse('several-files', 'intents of a project with several files need a step of their own');
  }
  const files = filesFor(workspace, writing);
  let refusal: Result<WorkspaceChange> = refuse(
    'several-files',
    'no unlocked file can hold an intent; unlock one',
  );
  let change: WorkspaceChange | null = null;
  for (const document of files) {
    const planned = planTransaction(document, operations);
    if (!planned.ok) {
      refusal = planned;
      continue;
    }
    // One of the files states it already.
    if (planned.value.edits.length === 0) return ok({ edits: new Map(), workspace });
    if (change) continue;
    const edits = new Map([[document.file, planned.value.edits]]);
    change = { edits, workspace: updateWorkspace(workspace, edits) };
  }
  return change ? ok(change) : refusal;
}

function filesFor({ files }: Workspace, { into, locked }: Writing) {
  const ownDocuments = files.filter(({ role }) => role !== 'extended').map(({ document }) => document);
  if (into !== null) return ownDocuments.filter(({ file }) => file === into);
  return ownDocuments.filter(({ file }) => !locked.has(file));
}
