// The one reducer of a session: whatever a person does on the canvas, in the inspector, with a fix or by typing ends here.

import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { advance, recorded, unchanged } from './advance.ts';
import type { Command, Session, Step } from './session.ts';

/** The session after a command; a refused one changes nothing. */
export function step(session: Session, command: Command): Step {
  if (command.type !== 'operate') return advance(session, command);
  const planned = planInWorkspace(session.workspace, command.operations, session.writing);
  if (!planned.ok) return { ...unchanged(session), refused: planned.error };
  const { edits, workspace } = planned.value;
  return edits.size === 0 ? unchanged(session) : recorded(session, workspace, edits, command.label, null);
}
