// The one way in for typed, pasted, dropped and chosen text. Whatever the text is, it is kept and shown; what cannot be
// drawn leaves the last good picture in place and a message that names the line and what to do.

import type { ComposeDocument } from '../core/compose/document.ts';
import { locate } from '../core/compose/locate.ts';
import type { Problem } from '../core/compose/problem.ts';
import { lineAndColumn } from '../core/text/line-and-column.ts';
import type { FileMessage } from './message.ts';
import type { SessionStore } from './session-store.ts';

function problemMessage(document: ComposeDocument, problem: Problem): FileMessage {
  const { offset, path, code, message, advice } = problem;
  // What is wrong with the whole file (too large, empty) has no line.
  const whole = code === 'too-large' || document.text.trim() === '';
  const place = offset === null ? locate(document, path) : lineAndColumn(document.text, offset);
  return {
    tone: 'error',
    file: document.file,
    line: whole ? null : place.line,
    column: whole ? null : place.column,
    text: message,
    advice,
  };
}

/** Opens `text` in `store`; answers with the message where it could not be read, else null. */
export function importText(store: SessionStore, file: string, text: string): FileMessage | null {
  // Text above the size limit is refused by the core before it is parsed.
  const { document } = store.getState().dispatch({ type: 'load', file, text }).session;
  const problem = document.problems.find(({ kind }) => kind === 'unreadable');
  const message = problem === undefined ? null : problemMessage(document, problem);
  store.getState().setMessage(message);
  return message;
}
