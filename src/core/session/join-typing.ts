// Joins typing into undo steps: text that is typed without a pause is undone in one step. Time is passed in as data; core has no clock.

import type { FileEdits } from '../compose/workspace/update-workspace.ts';
import { composeEdits } from '../text/compose-edits.ts';
import type { Edits } from '../text/edit.ts';
import type { HistoryEntry } from './session.ts';

/** A longer pause begins another step, in milliseconds. */
const pause = 500;

/** The only edits of an entry, and of which file; null where it touches several. */
function onlyFile(edits: FileEdits): readonly [file: string, edits: Edits] | null {
  const [first, second] = edits;
  return first === undefined || second !== undefined ? null : first;
}

/** Whether `edits` continue earlier ones (which `inverse` undoes): within what these wrote, or directly beside it. */
function goesOn(inverse: Edits, edits: Edits): boolean {
  const from = inverse[0]?.from ?? 0;
  const to = inverse.at(-1)?.to ?? 0;
  return edits.every((edit) => edit.from <= to && edit.to >= from);
}

/** The two entries as one; null where they are separate steps. */
export function joinTyping(before: HistoryEntry, after: HistoryEntry): HistoryEntry | null {
  if (before.typedAt === null || after.typedAt === null) return null;
  if (after.typedAt - before.typedAt > pause) return null;
  const first = onlyFile(before.edits);
  const second = onlyFile(after.edits);
  if (first === null || second === null) return null;
  const [file, edits] = first;
  const inverse = before.inverse.get(file) ?? [];
  if (file !== second[0] || !goesOn(inverse, second[1])) return null;
  return {
    label: after.label,
    typedAt: after.typedAt,
    operations: [],
    edits: new Map([[file, composeEdits(edits, second[1])]]),
    inverse: new Map([[file, composeEdits(after.inverse.get(file) ?? [], inverse)]]),
  };
}
