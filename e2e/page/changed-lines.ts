// The lines in which two texts differ, when a change keeps their number: the test of a one-line diff.

export interface ChangedLine {
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export function changedLines(before: string, after: string): readonly ChangedLine[] {
  const old = before.split('\n');
  const now = after.split('\n');
  if (old.length !== now.length) throw new Error(`${old.length} lines became ${now.length}`);
  const changed: ChangedLine[] = [];
  for (const [at, text] of old.entries()) {
    const after = now[at] ?? '';
    if (text !== after) changed.push({ line: at + 1, before: text, after });
  }
  return changed;
}
