// Sessions on files, and questions about the files of a session.

import type { ComposeDocument } from '../compose/document.ts';
import { mainDocument, openWorkspace } from '../compose/workspace/open-workspace.ts';
import { writeToOwner } from '../compose/workspace/plan/writing.ts';
import type { Workspace, WorkspaceInput } from '../compose/workspace/workspace.ts';
import type { Session } from './session.ts';

/** Returns the document of a file by name; the main one for null or a file that is gone. */
export function documentOf({ workspace }: Session, file: string | null): ComposeDocument {
  const found = workspace.files.find(({ document }) => document.file === file);
  return found?.document ?? mainDocument(workspace);
}

/** Returns the text of a file as it was opened; '' for a file created since. */
export function openedText({ opened }: Session, file: string): string {
  return opened.input.texts.get(file) ?? '';
}

/** Returns the files whose text differs from the opened one, in the order of the workspace; removed files come last. */
export function changedFiles({ workspace, opened }: Session): readonly string[] {
  if (workspace === opened) return [];
  const names = new Set([
    ...workspace.files.map(({ document }) => document.file),
    ...workspace.input.texts.keys(),
    ...opened.input.texts.keys(),
  ]);
  return [...names].filter((file) => workspace.input.texts.get(file) !== opened.input.texts.get(file));
}

/** True when any file was changed since opening. */
export function isChanged(session: Session): boolean {
  return changedFiles(session).length > 0;
}

/** Returns a session on files as opened. */
export function newSession(input: WorkspaceInput): Session {
  return sessionOn(openWorkspace(input));
}

/** Returns a session on a workspace that is already open. */
export function sessionOn(workspace: Workspace): Session {
  return { workspace, opened: workspace, writing: writeToOwner, undo: [], redo: [], revision: 0 };
}
