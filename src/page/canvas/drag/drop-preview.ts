// The effect of a drop or a choice before it is carried out, computed in short tasks, and its words for menus.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Note } from '../../../core/session/notes/note.ts';
import type { Preview } from '../../../core/session/session.ts';
import type { Result } from '../../../core/text/result.ts';
import { workStore } from '../../state/page-stores.ts';
import { resolveChoice } from '../../state/session/resolve-choice.ts';
import { effectWords } from './drop-lines.ts';
import { effectLines, mostShown, refusalLines } from './drop-note.ts';

/** The changes of operations, with notes; when they are refused with one choice, those of that choice. */
export interface Foreseen {
  readonly preview: Result<Preview>;
  readonly notes: readonly Note[];
}

/** Previews operations in short tasks; null when `signal` aborts it. */
export async function foresee(
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<Foreseen | null> {
  const preview = await workStore.previewInTasks(operations, signal);
  if (preview === null) return null;
  if (preview.ok) return { preview, notes: preview.value.notes };
  const [choice, ...others] = preview.error.choices;
  if (choice === undefined || others.length > 0) return { preview, notes: [] };
  const resolved = resolveChoice({ refusal: preview.error, operations, label: '' }, choice);
  const chosen = resolved.ok ? await workStore.previewInTasks(resolved.value, signal) : null;
  return { preview, notes: chosen?.ok ? chosen.value.notes : [] };
}

/** Returns the changes of operations as one text for a menu, in the words of a drop; '' when `signal` aborts it. */
export async function previewDetail(
  operations: readonly Operation[],
  service: string | null,
  signal: AbortSignal,
): Promise<string> {
  const foreseen = await foresee(operations, signal);
  if (foreseen === null) return '';
  const { preview, notes } = foreseen;
  const words = preview.ok ? effectWords(preview.value, service) : [preview.error.message];
  const lines = preview.ok ? effectLines(service, preview.value).first : refusalLines(preview.error, notes);
  const shown = lines.slice(0, mostShown).map(({ text }) => text);
  return [words.join(' '), ...shown].filter((text) => text !== '').join(' · ');
}
