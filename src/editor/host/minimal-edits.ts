// The small change between two texts, so that cursor, folds and scroll of the editor survive what others do to the file.

import { diffArrays } from 'diff';
import type { Edits, TextEdit } from '../../core/text/edit.ts';

// Beyond this many changed lines the change is one block: telling them apart would take longer than it helps.
const mostChangedLines = 400;

/** One replacement without what both sides share at their ends; null where nothing differs. */
function trimmed(before: string, after: string, offset: number): TextEdit | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (
    end < shortest - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  )
    end++;
  return {
    from: offset + start,
    to: offset + before.length - end,
    insert: after.slice(start, after.length - end),
  };
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** Edits that turn `before` into `after`, line by line where several places differ. */
export function minimalEdits(before: string, after: string): Edits {
  const whole = trimmed(before, after, 0);
  if (whole === null) return [];
  const old = before.slice(whole.from, whole.to);
  if (!old.includes('\n') || !whole.insert.includes('\n')) return [whole];
  const parts = diffArrays(linesOf(old), linesOf(whole.insert), { maxEditLength: mostChangedLines });
  if (parts === undefined) return [whole];
  const edits: TextEdit[] = [];
  let at = whole.from;
  let removed = '';
  let added = '';
  const flush = () => {
    const edit = trimmed(removed, added, at);
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
