// The reducer of a session: all that a person does on the canvas, in the inspector, with a fix or by typing is a command here.

import {
  openWorkspace,
  withAdjacentFiles,
  withOrder,
  withSchemaAtHand,
  withTexts,
  withVariables,
} from '../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { type FileEdits, updateWorkspace } from '../compose/workspace/update-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { composeEdits, type Edits, invertEdits } from '../text/edit.ts';
import type { Refusal } from '../text/result.ts';
import type { Command, HistoryEntry, Session, Step } from './session.ts';
import { changedFiles, newSession } from './session-files.ts';

/** Returns the session after a command; a refused one changes nothing. */
export function step(session: Session, command: Command): Step {
  switch (command.type) {
    case 'operate': {
      const refused = readOnlyRefusal(session);
      if (refused !== null) return { ...unchanged(session), refused };
      const planned =
        command.planned ?? planInWorkspace(session.workspace, command.operations, session.writing);
      if (!planned.ok) return { ...unchanged(session), refused: planned.error };
      const { edits, workspace } = planned.value;
      return edits.size === 0 ? unchanged(session) : recorded(session, workspace, edits, command);
    }
    case 'load': {
      const loaded = newSession(command.input);
      return { ...unchanged(session), session: { ...loaded, revision: session.revision + 1 } };
    }
    case 'edit-text': {
      const refused = readOnlyRefusal(session);
      if (refused !== null) return { ...unchanged(session), refused };
      const { file } = command;
      const edits: FileEdits = new Map([[file, command.edits]]);
      const workspace = updateWorkspace(session.workspace, edits);
      if (workspace.input.texts.get(file) === session.workspace.input.texts.get(file))
        return unchanged(session);
      const { label, typedAt = null } = command;
      return recorded(session, workspace, edits, { label, typedAt });
    }
    case 'add-files':
      return reopened(session, (workspace) => withTexts(workspace, command.texts));
    case 'set-variables':
      return reopened(session, ({ input }) => openWorkspace(withVariables(input, command.texts)));
    case 'set-schema':
      return reopened(session, (workspace) => withSchemaAtHand(workspace, command.schema));
    case 'set-beside':
      return reopened(session, (workspace) => withAdjacentFiles(workspace, command.beside));
    case 'set-order':
      return reopened(session, (workspace) => withOrder(workspace, command.order));
    case 'set-opened':
      return { ...unchanged(session), session: withOpened(session, command.texts) };
    case 'write-to':
      return { ...unchanged(session), session: { ...session, writing: command.writing } };
    case 'undo': {
      const entry = session.undo.at(-1);
      if (!entry) return unchanged(session);
      const undo = session.undo.slice(0, -1);
      return stepThroughHistory(session, entry.inverse, undo, [...session.redo, entry]);
    }
    case 'redo': {
      const entry = session.redo.at(-1);
      if (!entry) return unchanged(session);
      const redo = session.redo.slice(0, -1);
      return stepThroughHistory(session, entry.edits, [...session.undo, entry], redo);
    }
  }
}

/** Returns the reason why every edit of the session is refused; null where edits are allowed. */
export function readOnlyRefusal({ readOnly }: Pick<Session, 'readOnly'>): Refusal | null {
  return readOnly === undefined ? null : { code: 'read-only', message: readOnly, choices: [] };
}

const noEdits: FileEdits = new Map<string, Edits>();

/** Applies `read` also to the workspace as it was opened, so that only edits count as changes. */
function reopened(session: Session, read: (workspace: Workspace) => Workspace): Step {
  const workspace = read(session.workspace);
  const opened = session.opened === session.workspace ? workspace : read(session.opened);
  const revision = session.revision + 1;
  return { ...unchanged(session), session: { ...session, workspace, opened, revision } };
}

/** Returns the session with other texts as the opened ones; where they equal its own, nothing counts as changed. */
function withOpened(session: Session, texts: ReadonlyMap<string, string>): Session {
  const edits = new Map<string, Edits>();
  for (const [file, text] of texts) {
    const before = session.opened.input.texts.get(file) ?? '';
    if (text !== before) edits.set(file, [{ from: 0, to: before.length, insert: text }]);
  }
  const opened = edits.size === 0 ? session.opened : updateWorkspace(session.opened, edits);
  const measured = { ...session, opened, revision: session.revision + 1 };
  const same = changedFiles(measured).length === 0;
  return same ? { ...measured, opened: session.workspace } : measured;
}

/** Returns a step that changes nothing. */
function unchanged(session: Session): Step {
  return { session, applied: noEdits, refused: null };
}

/** The label of an undo step, and its operations. */
type StepLabel = Pick<HistoryEntry, 'label'> & Partial<Pick<HistoryEntry, 'typedAt' | 'operations'>>;

/** Returns the session after edits that led to `workspace`, as one undo step. */
function recorded(
  session: Session,
  workspace: Workspace,
  edits: FileEdits,
  { label, typedAt = null, operations = [] }: StepLabel,
): Step {
  const inverse = new Map<string, Edits>();
  for (const [file, ownEdits] of edits)
    inverse.set(file, invertEdits(session.workspace.input.texts.get(file) ?? '', ownEdits));
  const entry: HistoryEntry = { label, edits, inverse, typedAt, operations };
  const before = session.redo.length === 0 ? session.undo.at(-1) : undefined;
  const joined = before === undefined ? null : joinTyping(before, entry);
  const undo = joined === null ? [...session.undo, entry] : [...session.undo.slice(0, -1), joined];
  return { session: next(session, workspace, undo, []), applied: edits, refused: null };
}

function stepThroughHistory(
  session: Session,
  edits: FileEdits,
  undo: readonly HistoryEntry[],
  redo: readonly HistoryEntry[],
): Step {
  const workspace = updateWorkspace(session.workspace, edits);
  return { session: next(session, workspace, undo, redo), applied: edits, refused: null };
}

function next(
  session: Session,
  workspace: Workspace,
  undo: readonly HistoryEntry[],
  redo: readonly HistoryEntry[],
): Session {
  return { ...session, workspace, undo, redo, revision: session.revision + 1 };
}

/** The pause between two edits that begins another undo step, in milliseconds. Time is passed in as data. */
const typingPause = 500;

/** Returns the edits of an undo step with their file; null for a step in several files. */
function onlyFile(edits: FileEdits): readonly [file: string, edits: Edits] | null {
  const [first, second] = edits;
  return first === undefined || second !== undefined ? null : first;
}

/** True when `edits` continue earlier ones (which `inverse` undoes): within their text, or directly beside it. */
function continuesTyping(inverse: Edits, edits: Edits): boolean {
  const from = inverse[0]?.from ?? 0;
  const to = inverse.at(-1)?.to ?? 0;
  return edits.every((edit) => edit.from <= to && edit.to >= from);
}

/** Joins two entries into one undo step, since text typed without a pause is undone at once; null for separate steps. */
function joinTyping(before: HistoryEntry, after: HistoryEntry): HistoryEntry | null {
  if (before.typedAt === null || after.typedAt === null) return null;
  if (after.typedAt - before.typedAt > typingPause) return null;
  const first = onlyFile(before.edits);
  const second = onlyFile(after.edits);
  if (first === null || second === null) return null;
  const [file, edits] = first;
  const inverse = before.inverse.get(file) ?? [];
  if (file !== second[0] || !continuesTyping(inverse, second[1])) return null;
  return {
    label: after.label,
    typedAt: after.typedAt,
    operations: [],
    edits: new Map([[file, composeEdits(edits, second[1])]]),
    inverse: new Map([[file, composeEdits(after.inverse.get(file) ?? [], inverse)]]),
  };
}
