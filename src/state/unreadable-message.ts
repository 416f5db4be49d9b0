import { offsetPath } from '../core/compose/offset-path.ts';
import { placeOf } from '../core/compose/workspace/place-of.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import type { FileMessage } from './message.ts';

/** Why a file of the workspace cannot be read, and where; null where all can. */
export function unreadableMessage(workspace: Workspace): FileMessage | null {
  const problem = workspace.problems.find(({ kind }) => kind === 'unreadable');
  if (problem === undefined) return null;
  const { offset, path, code, message, advice } = problem;
  const place = placeOf(workspace, offset === null ? path : offsetPath(offset));
  // What is wrong with the whole file (too large, empty) has no line.
  const whole = code === 'too-large' || (workspace.input.texts.get(place.file) ?? '').trim() === '';
  return {
    tone: 'error',
    file: place.file,
    line: whole ? null : place.line,
    column: whole ? null : place.column,
    text: message,
    advice,
  };
}
