import { diffArrays } from 'diff';

/** Lines of the text now that differ from the opened one (1-based), and the lines before which some were taken out. */
export interface ChangedLines {
  readonly added: ReadonlySet<number>;
  readonly removedBefore: ReadonlySet<number>;
}

// Beyond this many all lines between the first and the last change are marked: distinguishing them would take seconds.
const mostChanges = 1000;

/** Compares two texts line by line. */
export function changedLines(opened: readonly string[], now: readonly string[]): ChangedLines {
  const shortest = Math.min(opened.length, now.length);
  let start = 0;
  while (start < shortest && opened[start] === now[start]) start++;
  let end = 0;
  while (end < shortest - start && opened[opened.length - 1 - end] === now[now.length - 1 - end]) end++;
  const added = new Set<number>();
  const removedBefore = new Set<number>();
  let line = start + 1;
  const old = opened.slice(start, opened.length - end);
  const current = now.slice(start, now.length - end);
  const parts = diffArrays(old, current, { maxEditLength: mostChanges }) ?? [
    { value: old, removed: true, added: false },
    { value: current, removed: false, added: true },
  ];
  for (const part of parts) {
    if (part.removed) {
      removedBefore.add(line);
      continue;
    }
    if (part.added) for (let i = 0; i < part.value.length; i++) added.add(line + i);
    line += part.value.length;
  }
  // A replaced line is a change, not a gap.
  for (const gap of [...removedBefore]) if (added.has(gap)) removedBefore.delete(gap);
  return { added, removedBefore };
}
