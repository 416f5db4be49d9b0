import { diffArrays } from 'diff';

/** Lines of the text now that differ from the opened one (1-based), and the lines before which some were taken out. */
export interface ChangedLines {
  readonly added: ReadonlySet<number>;
  readonly removedBefore: ReadonlySet<number>;
}

/** Compares two texts line by line. */
export function changedLines(opened: readonly string[], now: readonly string[]): ChangedLines {
  const added = new Set<number>();
  const removedBefore = new Set<number>();
  let line = 1;
  for (const part of diffArrays([...opened], [...now])) {
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
