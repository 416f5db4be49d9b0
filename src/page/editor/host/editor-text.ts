// The texts of the session and those of the editor, and the smallest change from one to another.

import { diffArrays } from 'diff';
import type { Edits, TextEdit } from '../../../core/text/edit.ts';
import { trimmedEdit } from '../../../core/text/trimmed-edit.ts';
import { positionsOf } from '../../../core/text/walk.ts';

// What the editor shows of a text. CodeMirror knows one kind of line break and no byte order mark; the session keeps both,
// so the two differ, and nothing is ever saved from the editor.

const mark = '\uFEFF';

/** Returns the text as the editor holds it: without a byte order mark, with a line feed for every line break. */
export function editorText(text: string): string {
  const body = text.startsWith(mark) ? text.slice(1) : text;
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
}

/**
 * A map between offsets of the session's text and the editor's. Only a byte order mark and pairs of CRLF shift offsets: a lone CR is as
 * long as its line feed.
 */
export interface PositionMap {
  /** Returns the offset in the session's text; the start of a line is after both characters of a CRLF. */
  toText(offset: number): number;
  /** Returns the offset in the editor; between CR and LF is the end of the line. */
  toEditor(offset: number): number;
}

/** Returns the map of one text. */
export function positionMap(text: string): PositionMap {
  const skipped = text.startsWith(mark) ? 1 : 0;
  // Where each CRLF breaks the line in the editor, ascending.
  const pairs: number[] = [];
  for (const at of positionsOf(text, '\r\n')) {
    pairs.push(at - skipped - pairs.length);
  }

  /** Returns the number of pairs before the first one for which `isBefore` is false. */
  function count(isBefore: (pair: number, index: number) => boolean): number {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(pairs[middle] ?? 0, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    toText: (offset) => offset + skipped + count((pair) => pair < offset),
    toEditor: (offset) =>
      Math.max(0, offset - skipped - count((pair, index) => pair + skipped + index < offset)),
  };
}

// The small change between two texts, so that cursor, folds and scroll of the editor survive changes from elsewhere.

// Beyond this many changed lines the change is one block: distinguishing them would take longer than it helps.
const maxChangedLines = 400;

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** Returns edits that turn `before` into `after`, line by line when several places differ. */
export function minimalEdits(before: string, after: string): Edits {
  const whole = trimmedEdit(before, after);
  if (whole === null) return [];
  const old = before.slice(whole.from, whole.to);
  if (!old.includes('\n') || !whole.insert.includes('\n')) return [whole];
  const parts = diffArrays(linesOf(old), linesOf(whole.insert), { maxEditLength: maxChangedLines });
  if (parts === undefined) return [whole];
  const edits: TextEdit[] = [];
  let at = whole.from;
  let removed = '';
  let added = '';
  const flush = () => {
    const edit = trimmedEdit(removed, added, at);
    if (edit !== null) edits.push(edit);
    at += removed.length;
    removed = '';
    added = '';
  };
  for (const part of parts) {
    const text = part.value.join('');
    if (part.removed) removed += text;
    else if (part.added) added += text;
    else {
      flush();
      at += text.length;
    }
  }
  flush();
  return edits;
}
