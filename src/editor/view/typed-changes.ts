import type { ChangeSet } from '@codemirror/state';
import type { TextEdit } from '../../core/text/edit.ts';

/** The changes of a transaction as edits of what the editor held before: sorted, disjoint, breaks as line feeds. */
export function typedChanges(changes: ChangeSet): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  changes.iterChanges((from, to, _from, _to, insert) => edits.push({ from, to, insert: insert.toString() }));
  return edits;
}
