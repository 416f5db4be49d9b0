// Two versions of a text as a unified diff, which `patch` and `git apply` take. Line ends stay as they are.

import { gitPath } from '../../quote/git-path.ts';
import { type LineStep, lineChanges, linesOf } from '../../text/line-changes.ts';

const context = 3;

/** Returns the diff with its two header lines; '' when nothing differs. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return '';
  const steps = lineChanges(linesOf(before), linesOf(after));
  const hunks = hunksOf(steps).map(hunkText);
  const path = file.startsWith('/') ? file : `/${file}`;
  return `--- ${before === '' ? '/dev/null' : gitPath(`a${path}`)}\n+++ ${gitPath(`b${path}`)}\n${hunks.join('')}`;
}

/** Returns changes with their context lines; changes with overlapping contexts form one hunk. */
function hunksOf(steps: readonly LineStep[]): readonly (readonly LineStep[])[] {
  const hunks: LineStep[][] = [];
  let end = -1;
  steps.forEach((step, index) => {
    if (step.kind === 'keep') return;
    const from = Math.max(index - context, end);
    const to = Math.min(index + context + 1, steps.length);
    const last = hunks.at(-1);
    if (last && index - context <= end) last.push(...steps.slice(end, to));
    else hunks.push(steps.slice(Math.max(from, 0), to));
    end = to;
  });
  return hunks;
}

const marks = { keep: ' ', remove: '-', add: '+' } as const;

function hunkText(steps: readonly LineStep[]): string {
  const [first] = steps;
  const old = steps.filter(({ kind }) => kind !== 'add').length;
  const fresh = steps.filter(({ kind }) => kind !== 'remove').length;
  const lines = steps.map(({ kind, line }) => {
    const end = line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n';
    return `${marks[kind]}${line}${end}`;
  });
  return `@@ -${span(first?.old ?? 0, old)} +${span(first?.new ?? 0, fresh)} @@\n${lines.join('')}`;
}

/** Returns the first line and length of a span; an empty span names the line before it. */
function span(start: number, length: number): string {
  if (length === 0) return `${start},0`;
  return length === 1 ? String(start + 1) : `${start + 1},${length}`;
}
