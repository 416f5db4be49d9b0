import { openWorkspace } from '../compose/workspace/open-workspace.ts';
import { writeToOwner } from '../compose/workspace/plan/writing.ts';
import type { WorkspaceInput } from '../compose/workspace/workspace.ts';
import type { Session } from './session.ts';

/** A session on files as opened. */
export function newSession(input: WorkspaceInput): Session {
  const workspace = openWorkspace(input);
  return { workspace, opened: workspace, writing: writeToOwner, undo: [], redo: [], revision: 0 };
}
