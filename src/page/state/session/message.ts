import { offsetPath } from '../../../core/compose/offset-path.ts';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';

// What the page shows about a file as a whole: it could not be read, or it was read with something left out.

/** A problem with a file. `line` is 1-based; null for the whole file. `text` has no full stop; `advice` says what to do. */
export interface FileMessage {
  readonly tone: 'error' | 'warning' | 'info';
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly text: string;
  readonly advice: string;
}

/** Returns the message as one sentence, for announcements and reports. */
export function formatMessage(message: FileMessage): string {
  const place = message.line === null ? message.file : `${message.file}, line ${message.line}`;
  return `${place}: ${message.text}. ${message.advice}`.trim();
}

/** Returns the reason why a file of the workspace is unreadable, with its place; null when all are readable. */
export function unreadableMessage(workspace: Workspace): FileMessage | null {
  const problem = workspace.problems.find(({ kind }) => kind === 'unreadable');
  if (problem === undefined) return null;
  const { offset, path, code, message, advice } = problem;
  const place = placeOf(workspace, offset === null ? path : offsetPath(offset));
  // A problem of the whole file (too large, empty) has no line.
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
