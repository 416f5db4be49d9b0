import { openWorkspace } from '../compose/workspace/open-workspace.ts';
import { writeToOwner } from '../compose/workspace/plan/writing.ts';
import type { Workspace, WorkspaceInput } from '../compose/workspace/workspace.ts';
import type { Session } from './session.ts';

/** A session on files as opened. */
export function newSession(input: WorkspaceInput): Session {
  return sessionOn(openWorkspace(input));
}

/** A session on a workspace that was opened already. */
export function sessionOn(workspace: Workspace): Session {
  return { workspace, opened: workspace, writing: writeToOwner, undo: [], redo: [], revision: 0 };
}
