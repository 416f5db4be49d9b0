// Sessions on files, and questions about the files of a session.

import type { ComposeDocument } from '../compose/document.ts';
import { mainDocument, openWorkspace } from '../compose/workspace/open-workspace.ts';
import { writeToOwner } from '../compose/workspace/plan/writing.ts';
import type { Workspace, WorkspaceInput } from '../compose/workspace/workspace.ts';
import type { Session } from './session.ts';

/** The document of a file by name; the main one where the name is null or gone. */
export function documentOf({ workspace }: Session, file: string | null): ComposeDocument {
  const found = workspace.files.find(({ document }) => document.file === file);
  return found?.document ?? mainDocument(workspace);
}

/** The text of a file as it was opened; '' for one that was made since. */
export function openedText({ opened }: Session, file: string): string {
  return opened.input.texts.get(file) ?? '';
}

/** The files whose text is not as it was opened, in the order of the workspace; those that are gone last. */
export function changedFiles({ workspace, opened }: Session): readonly string[] {
  if (workspace === opened) return [];
  const names = new Set([
    ...workspace.files.map(({ document }) => document.file),
    ...workspace.input.texts.keys(),
    ...opened.input.texts.keys(),
  ]);
  return [...names].filter((file) => workspace.input.texts.get(file) !== opened.input.texts.get(file));
}

/** Whether anything was changed since opening. */
export function isChanged(session: Session): boolean {
  return changedFiles(session).length > 0;
}

/** A session on files as opened. */
export function newSession(input: WorkspaceInput): Session {
  return sessionOn(openWorkspace(input));
}

/** A session on a workspace that was opened already. */
export function sessionOn(workspace: Workspace): Session {
  return { workspace, opened: workspace, writing: writeToOwner, undo: [], redo: [], revision: 0 };
}
