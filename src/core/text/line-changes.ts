// The fewest lines to remove and add between two texts: Myers' greedy algorithm on the edit graph.

/** One step from the old lines to the new ones; `old` and `new` are positions before the step. */
export interface LineStep {
  readonly kind: 'keep' | 'remove' | 'add';
  readonly line: string;
  readonly old: number;
  readonly new: number;
}

/** The steps in order; removals of a place come before its additions. */
export function lineChanges(before: readonly string[], after: readonly string[]): readonly LineStep[] {
  // As many changes as there are lines are always enough.
  return fewLineChanges(before, after, before.length + after.length) ?? [];
}

/** The same, or null where it takes more than `most` changes: time and memory grow with the square of their number. */
export function fewLineChanges(
  before: readonly string[],
  after: readonly string[],
  most: number,
): readonly LineStep[] | null {
  const rounds = walk(before, after, most);
  if (rounds === null) return null;
  const steps: LineStep[] = [];
  let [x, y] = [before.length, after.length];
  for (let depth = rounds.length - 1; depth >= 0; depth--) {
    const reached = rounds[depth] ?? new Map<number, number>();
    const down = goesDown(reached, x - y, depth);
    const from = down ? x - y + 1 : x - y - 1;
    const startX = depth === 0 ? 0 : (reached.get(from) ?? 0);
    const startY = depth === 0 ? 0 : startX - from;
    const [afterX, afterY] = depth === 0 ? [0, 0] : down ? [startX, startY + 1] : [startX + 1, startY];
    while (x > afterX && y > afterY) {
      x--;
      y--;
      steps.push({ kind: 'keep', line: before[x] ?? '', old: x, new: y });
    }
    if (depth === 0) break;
    if (down) steps.push({ kind: 'add', line: after[startY] ?? '', old: startX, new: startY });
    else steps.push({ kind: 'remove', line: before[startX] ?? '', old: startX, new: startY });
    [x, y] = [startX, startY];
  }
  return steps.reverse();
}

/** For each number of changes, how far the old text was read on each diagonal before that change; null beyond `most`. */
function walk(
  before: readonly string[],
  after: readonly string[],
  most: number,
): readonly ReadonlyMap<number, number>[] | null {
  const rounds: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let depth = 0; depth <= most; depth++) {
    rounds.push(reached);
    const next = new Map<number, number>();
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const down = goesDown(reached, diagonal, depth);
      let x = down ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return rounds;
    }
    reached = next;
  }
  return null;
}

/** Whether the furthest path to a diagonal adds a line rather than removing one. */
function goesDown(reached: ReadonlyMap<number, number>, diagonal: number, depth: number): boolean {
  if (diagonal === -depth) return true;
  return diagonal !== depth && (reached.get(diagonal - 1) ?? 0) < (reached.get(diagonal + 1) ?? 0);
}

/** Lines with their ends; the last one may have none. */
export function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
