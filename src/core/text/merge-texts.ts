// Merges two changes of one text line by line, where they do not overlap. Any format: callers check whether the result can be read.

import { fewLineChanges, type LineStep, linesOf } from './line-changes.ts';

/** The merged text, or a conflict: both texts changed the same or adjacent lines, first at `line` of mine (from 1), or changed too much. */
export type TextMerge =
  | { readonly kind: 'merged'; readonly text: string }
  | { readonly kind: 'overlap'; readonly line: number }
  | { readonly kind: 'too-different' };

/** A replacement of the base's lines `from` (inclusive) to `to` (exclusive) by `lines`, which begin at `at` of the changed text. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly lines: readonly string[];
}

/** The largest number of changed lines that are merged; more are no small edits side by side. */
const maxChanges = 1500;

/** Returns the base with the changes of both `mine` and `theirs`. A change that both contain is made once. */
export function mergeTexts(base: string, mine: string, theirs: string): TextMerge {
  const lines = linesOf(base);
  const ownHunks = hunksOf(lines, mine);
  const other = hunksOf(lines, theirs);
  if (ownHunks === null || other === null) return { kind: 'too-different' };
  const merged: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < ownHunks.length || j < other.length) {
    const [a, b] = [ownHunks[i], other[j]];
    if (a && b && a.from <= b.to && b.from <= a.to) {
      if (!sameHunk(a, b)) return { kind: 'overlap', line: a.at + 1 };
      merged.push(a);
      i++;
      j++;
    } else if (a && (!b || a.from < b.from)) {
      merged.push(a);
      i++;
    } else if (b) {
      merged.push(b);
      j++;
    }
  }
  return { kind: 'merged', text: applied(lines, merged) };
}

function hunksOf(base: readonly string[], text: string): readonly Hunk[] | null {
  const steps = fewLineChanges(base, linesOf(text), maxChanges);
  if (steps === null) return null;
  const hunks: Hunk[] = [];
  let run: LineStep[] = [];
  for (const step of [...steps, null]) {
    if (step !== null && step.kind !== 'keep') run.push(step);
    else if (run.length > 0) {
      hunks.push(hunkOf(run));
      run = [];
    }
  }
  return hunks;
}

function hunkOf(run: readonly LineStep[]): Hunk {
  const added = run.filter(({ kind }) => kind === 'add');
  const from = run[0]?.old ?? 0;
  const to = from + run.length - added.length;
  return { from, to, at: run[0]?.new ?? 0, lines: added.map(({ line }) => line) };
}

function sameHunk(a: Hunk, b: Hunk): boolean {
  return a.from === b.from && a.to === b.to && a.lines.join('') === b.lines.join('');
}

function applied(lines: readonly string[], hunks: readonly Hunk[]): string {
  let text = '';
  let position = 0;
  for (const { from, to, lines: fresh } of hunks) {
    text += lines.slice(position, from).join('') + fresh.join('');
    position = to;
  }
  return text + lines.slice(position).join('');
}
