import type { Note } from '../../core/session/notes/note.ts';
import { noteText } from '../../core/session/notes/note-text.ts';
import type { PreviewLine } from './preview-lines.ts';

const most = 6;

/** Notes as lines of the tip; beyond six only their count. */
export function noteLines(notes: readonly Note[]): readonly PreviewLine[] {
  const lines = notes.slice(0, most).map((note): PreviewLine => {
    const { tone, text } = noteText(note);
    return { tone: tone === 'breaks' ? 'bad' : 'closes', text };
  });
  if (notes.length <= most) return lines;
  return [...lines, { tone: 'plain', text: `and ${notes.length - most} more to know` }];
}
