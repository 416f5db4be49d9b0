// What is wrong in the file, on the lines where it is: underlined, in the gutter, and in words behind the line.

import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { EditorDiagnostic } from '../host/editor-host.ts';
import type { PositionMap } from '../host/editor-text.ts';

/**
 * Returns a diagnostic in CodeMirror's terms. It underlines its first line only: a wavy line under a whole service would point at nothing.
 */
export function toDiagnostic(doc: Text, map: PositionMap, found: EditorDiagnostic): Diagnostic {
  const from = Math.min(map.toEditor(found.from), doc.length);
  const line = doc.lineAt(from);
  const end = Math.min(map.toEditor(found.to), line.to);
  return {
    from,
    to: Math.max(from, end),
    severity: found.severity,
    message: found.message,
    ...(found.source === null ? {} : { source: found.source }),
    actions: found.actions.map(({ name, run }) => ({ name, apply: () => run() })),
  };
}

interface LineNote {
  readonly severity: string;
  readonly text: string;
}

const rank: ReadonlyMap<string, number> = new Map([
  ['error', 0],
  ['warning', 1],
  ['info', 2],
]);

function worse(a: Diagnostic, b: Diagnostic): boolean {
  return (rank.get(a.severity) ?? 3) < (rank.get(b.severity) ?? 3);
}

/** Returns the worst diagnostic of each line (1-based) in a few words, with the number of others. */
export function lineNotesOf(doc: Text, diagnostics: readonly Diagnostic[]): ReadonlyMap<number, LineNote> {
  const byLine = new Map<number, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { number } = doc.lineAt(diagnostic.from);
    const there = byLine.get(number);
    if (there === undefined) byLine.set(number, [diagnostic]);
    else if (worse(diagnostic, there[0] ?? diagnostic)) there.unshift(diagnostic);
    else there.push(diagnostic);
  }
  const notes = new Map<number, LineNote>();
  for (const [line, [first, ...others]] of byLine) {
    if (first === undefined) continue;
    const source = first.source === undefined ? '' : `${first.source}: `;
    const rest = others.length === 0 ? '' : ` (+${others.length})`;
    notes.set(line, { severity: first.severity, text: `${source}${first.message}${rest}` });
  }
  return notes;
}
