// For tests only: a file that was cut, or that something was typed or thrown into, still opens with all of its text.

import { isDeepStrictEqual } from 'node:util';
import { applyEdits, type Edits } from '../../../text/edit.ts';
import type { ComposeDocument } from '../../document.ts';
import { openDocument } from '../../open-document.ts';
import { updateDocument } from '../../update-document.ts';
import type { Random } from './random.ts';

const TYPED = [
  '\n',
  ' ',
  '\t',
  ':',
  '- ',
  '"',
  "'",
  '#',
  '{',
  '}',
  '[',
  ']',
  '&a ',
  '*a',
  '<<: ',
  '|',
  '>',
  '!x ',
  '---\n',
  '%',
  '\0',
  '\r',
  '\ufeff',
  '\ud800',
  '😀',
  '${',
  'a',
  '? ',
  ',',
  '\u2028',
  '...\n',
  '@',
  '`',
] as const;

/** Returns a random change of a text: pieces cut out, inserted, moved or broken off. */
export function randomChange(random: Random, text: string): Edits {
  const from = random.below(text.length + 1);
  const most = random.chance(70) ? 4 : text.length;
  const to = Math.min(text.length, from + random.below(most + 1));
  if (random.chance(15)) return [{ from, to: text.length, insert: '' }];
  const moved = text.slice(random.below(text.length), random.below(text.length) + random.below(40));
  const insert = random.chance(10)
    ? moved
    : random.chance(25)
      ? ''
      : random.pick(TYPED) + (random.chance(30) ? random.pick(TYPED) : '');
  return [{ from, to, insert }];
}

/** Returns the property that the document violates after a change; null when all hold. */
export function checkChange(document: ComposeDocument, edits: Edits): string | null {
  try {
    const text = applyEdits(document.text, edits);
    const fresh = openDocument(text);
    if (fresh.text !== text) return 'text: the text does not come back';
    if (fresh.stale && !fresh.problems[0]?.message) return 'problem: nothing says why it cannot be read';
    const updated = updateDocument(document, edits).document;
    if (updated.text !== text) return 'text: the update has another text';
    if (updated.stale !== fresh.stale) return 'stale: the update and the opening disagree';
    if (!isDeepStrictEqual(updated.problems, fresh.problems))
      return 'problems: the update and the opening disagree';
    if (fresh.stale)
      return updated.topology === document.topology ? null : 'stale: the last good model is gone';
    return isDeepStrictEqual(updated.topology, fresh.topology)
      ? null
      : 'topology: the update and the opening disagree';
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}
