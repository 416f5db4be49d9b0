// A change of the session's text as a change of the editor's. Pure: the same function serves the view and the tests.

import type { Edits, TextEdit } from '../../core/text/edit.ts';
import { editorText } from './editor-text.ts';
import { type PositionMap, positionMap } from './position-map.ts';

/** Edits that touch become one, so that each can be widened by itself. */
function joinTouching(edits: Edits): readonly TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const before = joined.at(-1);
    if (before === undefined || before.to < edit.from) joined.push(edit);
    else joined[joined.length - 1] = { from: before.from, to: edit.to, insert: before.insert + edit.insert };
  }
  return joined;
}

/** Takes in a byte order mark that comes to the start or is pushed away from it: at the start alone it is not shown. */
function withMark(text: string, edit: TextEdit): TextEdit {
  if (edit.from > 0 || text[edit.to] !== '\uFEFF') return edit;
  return { from: 0, to: edit.to + 1, insert: `${edit.insert}\uFEFF` };
}

/** Takes in a CR before and a LF behind, so that no edit begins or ends within a line break, before it or after it. */
function widen(text: string, edit: TextEdit): TextEdit {
  let { from, to } = edit;
  if (text[from - 1] === '\r') from--;
  if (text[to] === '\n') to++;
  return { from, to, insert: text.slice(from, edit.from) + edit.insert + text.slice(edit.to, to) };
}

function shown(slice: string, atStart: boolean): string {
  return atStart ? editorText(slice) : slice.replace(/\r\n?/g, '\n');
}

/** The changes of the editor that follow `edits` of `text`; offsets into what the editor held before. */
export function changesFor(
  text: string,
  edits: Edits,
  map: PositionMap = positionMap(text),
): readonly TextEdit[] {
  const separate = joinTouching(joinTouching(edits).map((edit) => withMark(text, edit)));
  return separate.map((edit) => {
    const { from, to, insert } = widen(text, edit);
    const start = map.toEditor(from);
    const atStart = from === 0;
    return {
      from: start,
      to: start + shown(text.slice(from, to), atStart).length,
      insert: shown(insert, atStart),
    };
  });
}
