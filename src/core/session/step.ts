// The one reducer of a session: whatever a person does on the canvas, in the inspector, with a fix or by typing ends here.

import { openDocument } from '../compose/open-document.ts';
import { planTransaction } from '../compose/operations/plan-operations.ts';
import { updateDocument } from '../compose/update-document.ts';
import { applyEdits, type Edits, invertEdits } from '../text/edit.ts';
import type { Command, HistoryEntry, Session, Step } from './session.ts';

/** A session on a file as opened. */
export function newSession(
  file: string,
  text: string,
  environment: ReadonlyMap<string, string> = new Map(),
): Session {
  return {
    document: openDocument(text, { file, environment }),
    opened: text,
    undo: [],
    redo: [],
    revision: 0,
  };
}

/** The session after a command; a refused one changes nothing. */
export function step(session: Session, command: Command): Step {
  switch (command.type) {
    case 'load': {
      const loaded = newSession(command.file, command.text, session.document.environment);
      return { session: { ...loaded, revision: session.revision + 1 }, applied: [], refused: null };
    }
    case 'operate': {
      const planned = planTransaction(session.document, command.operations);
      if (!planned.ok) return { session, applied: [], refused: planned.error };
      const { edits, document } = planned.value;
      return edits.length === 0 ? unchanged(session) : recorded(session, document, edits, command.label);
    }
    case 'edit-text': {
      if (applyEdits(session.document.text, command.edits) === session.document.text)
        return unchanged(session);
      const { document } = updateDocument(session.document, command.edits);
      return recorded(session, document, command.edits, command.label);
    }
    case 'undo': {
      const entry = session.undo.at(-1);
      if (!entry) return unchanged(session);
      const document = updateDocument(session.document, entry.inverse).document;
      const undo = session.undo.slice(0, -1);
      const redo = [...session.redo, entry];
      return { session: next(session, document, undo, redo), applied: entry.inverse, refused: null };
    }
    case 'redo': {
      const entry = session.redo.at(-1);
      if (!entry) return unchanged(session);
      const document = updateDocument(session.document, entry.edits).document;
      const redo = session.redo.slice(0, -1);
      const undo = [...session.undo, entry];
      return { session: next(session, document, undo, redo), applied: entry.edits, refused: null };
    }
  }
}

function unchanged(session: Session): Step {
  return { session, applied: [], refused: null };
}

function recorded(session: Session, document: Session['document'], edits: Edits, label: string): Step {
  const entry: HistoryEntry = { label, edits, inverse: invertEdits(session.document.text, edits) };
  return { session: next(session, document, [...session.undo, entry], []), applied: edits, refused: null };
}

function next(
  session: Session,
  document: Session['document'],
  undo: readonly HistoryEntry[],
  redo: readonly HistoryEntry[],
): Session {
  return { document, opened: session.opened, undo, redo, revision: session.revision + 1 };
}
