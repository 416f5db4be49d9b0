// What a drop or a choice would change, told alike beside the pointer and in every menu: one source, so that neither leaves
// anything out.

import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Note } from '../../core/session/notes/note.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Result } from '../../core/text/result.ts';
import { sessionStore } from '../../state/page-stores.ts';
import type { DragSource } from './drag-source.ts';
import { noteLines } from './note-lines.ts';
import { type PreviewLine, previewLines } from './preview-lines.ts';
import { profileLines } from './profile-lines.ts';
import { toldNotes } from './told-notes.ts';

/** The lines for what would be carried out; why it would be refused, with the notes of the only way that is left then. */
export function outcomeLines(
  source: DragSource | null,
  preview: Result<Preview>,
  notes: readonly Note[],
): readonly PreviewLine[] {
  if (preview.ok) return [...previewLines(preview.value), ...profileLines(source, preview.value)];
  return [{ tone: 'bad', text: preview.error.message }, ...noteLines(notes)];
}

/** What operations would change, in one text for a menu: every line that a drop would show. */
export function previewDetail(operations: readonly Operation[], source: DragSource | null = null): string {
  const preview = sessionStore.getState().preview(operations);
  return outcomeLines(source, preview, toldNotes(preview, operations))
    .map((line) => line.text)
    .join(' · ');
}
