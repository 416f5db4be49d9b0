// What was typed in the editor as edits of the session's text, in the line breaks of that text.

import type { Edits, TextEdit } from '../../core/text/edit.ts';
import { type PositionMap, positionMap } from './position-map.ts';

/** The line break of a text: its first one, a line feed where it has none. */
function lineBreak(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}

/**
 * Edits of `text` for `typed`, changes of what the editor holds of it: sorted, disjoint, breaks as line feeds.
 * Where CR and LF would meet that were two breaks in the editor, a LF is put between: the CR becomes a CRLF.
 */
export function editsFor(
  text: string,
  typed: readonly TextEdit[],
  map: PositionMap = positionMap(text),
): Edits {
  const eol = lineBreak(text);
  return typed.map((change) => {
    const from = map.toText(change.from);
    const to = map.toText(change.to);
    let insert = eol === '\n' ? change.insert : change.insert.replaceAll('\n', eol);
    const followsReturn = text[from - 1] === '\r';
    const first = insert === '' ? text[to] : insert[0];
    if (followsReturn && first === '\n') insert = `\n${insert}`;
    if (insert.endsWith('\r') && text[to] === '\n') insert = `${insert}\n`;
    return { from, to, insert };
  });
}
