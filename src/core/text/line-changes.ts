// The fewest lines to remove and add between two texts, as steps.

import { diffArrays } from 'diff';

/** A step from the old lines to the new ones; `old` and `new` are positions before the step. */
export interface LineStep {
  readonly kind: 'keep' | 'remove' | 'add';
  readonly line: string;
  readonly old: number;
  readonly new: number;
}

/** Returns the steps in order; at one position removals come before additions. */
export function lineChanges(before: readonly string[], after: readonly string[]): readonly LineStep[] {
  // As many changes as there are lines are always enough.
  return fewLineChanges(before, after, before.length + after.length) ?? [];
}

/**
 * Returns the steps in order, or null when there are more than `most` changes, since time and memory grow with the square of their number.
 */
export function fewLineChanges(
  before: readonly string[],
  after: readonly string[],
  most: number,
): readonly LineStep[] | null {
  const runs = diffArrays([...before], [...after], { maxEditLength: most });
  if (runs === undefined) return null;
  const steps: LineStep[] = [];
  let [x, y] = [0, 0];
  for (const { added, removed, value } of runs) {
    const kind = added ? 'add' : removed ? 'remove' : 'keep';
    for (const line of value) {
      steps.push({ kind, line, old: x, new: y });
      if (!added) x++;
      if (!removed) y++;
    }
  }
  return steps;
}

/** Returns the lines with their line ends; the last line may have none. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
