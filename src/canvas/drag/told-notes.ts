import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Note } from '../../core/session/notes/note.ts';
import type { Preview } from '../../core/session/session.ts';
import type { Result } from '../../core/text/result.ts';
import { sessionStore } from '../../state/page-stores.ts';
import { resolveChoice } from '../../state/resolve-choice.ts';

/** The notes of a preview; of a refused one those of the only way that it offers, since that is what can follow. */
export function toldNotes(preview: Result<Preview>, operations: readonly Operation[]): readonly Note[] {
  if (preview.ok) return preview.value.notes;
  const [choice, ...others] = preview.error.choices;
  if (choice === undefined || others.length > 0) return [];
  const resolved = resolveChoice({ refusal: preview.error, operations, label: '' }, choice);
  if (!resolved.ok) return [];
  const chosen = sessionStore.getState().preview(resolved.value);
  return chosen.ok ? chosen.value.notes : [];
}
