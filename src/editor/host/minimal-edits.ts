// The small change between two texts, so that cursor, folds and scroll of the editor survive changes from elsewhere.

import { diffArrays } from 'diff';
import type { Edits, TextEdit } from '../../core/text/edit.ts';
import { trimmedEdit } from '../../core/text/trimmed-edit.ts';

// Beyond this many changed lines the change is one block: distinguishing them would take longer than it helps.
const mostChangedLines = 400;

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** Edits that turn `before` into `after`, line by line where several places differ. */
export function minimalEdits(before: string, after: string): Edits {
  const whole = trimmedEdit(before, after);
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
