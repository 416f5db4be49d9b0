// Edits that concern several stacks of a host.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import { planInWorkspace } from '../../../core/compose/workspace/plan/plan-in-workspace.ts';
import { isRenaming } from '../../../core/compose/workspace/plan/rename-everywhere.ts';
import type { WorkspaceChange } from '../../../core/compose/workspace/plan/writing.ts';
import type { StackEdit } from '../../../core/host/host.ts';
import type { Command, Session } from '../../../core/session/session.ts';
import { readOnlyRefusal } from '../../../core/session/step.ts';
import { ok, type Result, refuse } from '../../../core/text/result.ts';
import { textChange } from '../files/text-change.ts';
import type { HostPart, PageStack } from '../work/opened-stacks.ts';

/** The part of an edit across stacks that concerns one stack. */
interface PlannedStack {
  readonly key: string;
  readonly operations: readonly Operation[];
  readonly change: WorkspaceChange;
}

/** Plans edits on several stacks; refused, with the name of the stack, when any of them is refused. */
export function planAcrossStacks(
  stacks: readonly PageStack[],
  edits: readonly StackEdit[],
): Result<readonly PlannedStack[]> {
  const byStack = new Map<string, Operation[]>();
  for (const { stack, operations } of edits) {
    byStack.set(stack, [...(byStack.get(stack) ?? []), ...operations]);
  }
  const planned: PlannedStack[] = [];
  for (const [id, operations] of byStack) {
    const stack = stacks.find((each) => each.id === id);
    if (stack === undefined) return refuse('not-found', `There is no stack ${id}`);
    const { workspace, writing } = stack.session;
    const readOnly = readOnlyRefusal(stack.session);
    if (readOnly !== null) return refuse(readOnly.code, `${id}: ${readOnly.message}`);
    if (workspace.stale)
      return refuse('has-errors', `${id}: its file cannot be read at the moment. Fix it first`);
    const change = planInWorkspace(workspace, operations, writing);
    if (!change.ok) return refuse(change.error.code, `${id}: ${change.error.message}`);
    planned.push({ key: stack.key, operations, change: change.value });
  }
  return ok(planned);
}

/** Plans edits that connect a service to a network of another stack in its own files, and names the stack to start first. */
export function planConnection(
  host: HostPart | null,
  id: string,
  service: string,
  network: string,
): ReturnType<HostPart['engine']['connectAcross']> {
  if (host === null || host.analysis === null)
    return refuse('not-ready', 'The host is still being analysed. Try again in a moment');
  return host.engine.connectAcross(host.analysis, id, service, network);
}

// Files that belong to several stacks, such as one that all extend: what is changed in one stack is changed in each.

/** The keys of the stacks that read a file, by file; only files that several stacks read. */
export type SharedFiles = ReadonlyMap<string, readonly string[]>;

/** Returns the files that several of `stacks` read. */
export function sharedFiles(stacks: readonly PageStack[]): SharedFiles {
  const owners = new Map<string, string[]>();
  for (const { key, session } of stacks) {
    for (const file of session.workspace.input.texts.keys()) {
      const known = owners.get(file);
      if (known) known.push(key);
      else owners.set(file, [key]);
    }
  }
  return new Map([...owners].filter(([, keys]) => keys.length > 1));
}

/** A command for another stack, so that a shared file has the same text in both. */
interface MirroredCommand {
  readonly key: string;
  readonly command: Command;
}

/** Returns the commands for the other stacks after the session of `key` went from `before` to `after`. */
export function mirrorCommands(
  shared: SharedFiles,
  stacks: readonly PageStack[],
  key: string,
  before: Session,
  after: Session,
): readonly MirroredCommand[] {
  const all: MirroredCommand[] = [];
  for (const other of stacks) {
    if (other.key === key) continue;
    const files = [...shared].flatMap(([file, keys]) =>
      keys.includes(key) && keys.includes(other.key) ? [file] : [],
    );
    const renamed = renamedAlike(other.session, files, before, after);
    if (renamed !== null) all.push({ key: other.key, command: renamed });
    for (const file of files) {
      const text = after.workspace.input.texts.get(file);
      const opened = after.opened.input.texts.get(file);
      const edited = text !== undefined && text !== before.workspace.input.texts.get(file);
      const measured = opened !== undefined && opened !== before.opened.input.texts.get(file);
      const theirs = other.session.workspace.input.texts.get(file) ?? '';
      if (renamed === null && edited && theirs !== text) {
        const { label = '', typedAt = null } = after.undo.at(-1) ?? {};
        const typed = typedAt === null ? {} : { typedAt };
        const edits = textChange(theirs, text);
        all.push({ key: other.key, command: { type: 'edit-text', file, edits, label, ...typed } });
      }
      if (measured) {
        all.push({ key: other.key, command: { type: 'set-opened', texts: new Map([[file, opened]]) } });
      }
    }
  }
  return all;
}

/**
 * Returns the operations that repeat a renaming in every stack that shares the file, so that references in each stack's own files follow.
 * Null when nothing was renamed, or when the shared files would end up different.
 */
function renamedAlike(
  other: Session,
  files: readonly string[],
  before: Session,
  after: Session,
): Command | null {
  const entry = after.undo.length > before.undo.length ? after.undo.at(-1) : undefined;
  const operations = entry?.operations.filter(isRenaming) ?? [];
  const textOf = ({ workspace }: Session, file: string) => workspace.input.texts.get(file);
  if (!entry || operations.length === 0) return null;
  if (files.every((file) => textOf(after, file) === textOf(other, file))) return null;
  const planned = planInWorkspace(other.workspace, operations, other.writing);
  if (!planned.ok) return null;
  const { texts } = planned.value.workspace.input;
  if (files.some((file) => texts.get(file) !== textOf(after, file))) return null;
  return { type: 'operate', operations, label: entry.label, planned };
}
