// Intents of a project of several files: they belong to no service or network, so a statement goes to the first file that
// may be written, also to a new one, and is removed where it stands.

import { type Edits, shiftEdits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { type FileStyle, fileStyle } from '../../../yaml/file-style.ts';
import { formatEntry, writableOf } from '../../../yaml/format-value.ts';
import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import type { Operation } from '../../operations/operation.ts';
import { planOperations, planTransaction } from '../../operations/plan-operations.ts';
import { topLevelTree } from '../../read-fragments.ts';
import { mainDocument } from '../open-workspace.ts';
import { updateWorkspace } from '../update-workspace.ts';
import type { Workspace } from '../workspace.ts';
import type { WorkspaceChange, Writing } from './writing.ts';

/** Returns the change by operations on intents; null for operations on services and networks. Both at once are two steps. */
export function planIntents(
  workspace: Workspace,
  operations: readonly Operation[],
  writing: Writing,
): Result<WorkspaceChange> | null {
  if (!operations.every(isStatement)) return null;
  const own = workspace.files.filter(({ role }) => role !== 'extended').map(({ document }) => document);
  const nothing = ok({ edits: new Map(), workspace });
  const { into, locked } = writing;
  const files = own.filter(({ file }) => (into === null ? !locked.has(file) : file === into));
  const style = fileStyle(mainDocument(workspace).text);
  let refusal: Result<WorkspaceChange> = refuse(
    'several-files',
    'no unlocked file can hold an intent; unlock one',
  );
  let change: WorkspaceChange | null = null;
  for (const document of own) {
    const planned = planStatements(document, operations, style);
    // One of the files states it already.
    if (planned.ok && planned.value.length === 0) return nothing;
    if (change !== null || !files.includes(document)) continue;
    if (planned.ok) change = changeBy(workspace, document.file, planned.value);
    else refusal = planned;
  }
  if (into !== null && files.length === 0) {
    const planned = planStatements(openDocument('', { file: into }), operations, style);
    if (!planned.ok) return planned;
    change = changeBy(workspace, into, planned.value);
  }
  return change ? ok(change) : refusal;
}

/** True for an operation that states or takes back an intent. */
export function isStatement({ type }: Operation): boolean {
  return type === 'intent' || type === 'unintent';
}

function changeBy(workspace: Workspace, file: string, edits: Edits): WorkspaceChange {
  const all = new Map([[file, edits]]);
  return { edits: all, workspace: updateWorkspace(workspace, all) };
}

/** The entry that lets a file with extensions alone be read by itself. */
const noServices = 'services: {}\n';

/** Returns the edits of one file, which may have nothing but comments or extensions; `style` is that of a file without entries. */
function planStatements(
  document: ComposeDocument,
  operations: readonly Operation[],
  style: FileStyle,
): Result<Edits> {
  const { text, stale, fileProblems, fragments } = document;
  if (!stale || fileProblems.some(({ code }) => code !== 'empty'))
    return planOperations(document, operations);
  if (fragments.some(({ name }) => name !== '')) {
    const planned = planOperations(openDocument(noServices + text), operations);
    return planned.ok ? ok(shiftEdits(planned.value, -noServices.length)) : planned;
  }
  const planned = planTransaction(openDocument(`${noServices}x-bulkhead:\n  intents: []\n`), operations);
  if (!planned.ok) return planned;
  const stated = topLevelTree(planned.value.document.fragments, 'x-bulkhead');
  const entry = formatEntry('x-bulkhead', writableOf(stated) ?? null, 0, style) + style.eol;
  const lead = text === '' || text.endsWith('\n') ? '' : style.eol;
  return ok([{ from: text.length, to: text.length, insert: lead + entry }]);
}
