// Where a person was in each file: cursor, folds and scroll, kept while another file or another pane is shown. The text may
// change meanwhile; places move along with it.

import { foldEffect, foldedRanges } from '@codemirror/language';
import { ChangeSet, type EditorSelection, type EditorState, type StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { minimalEdits } from '../sync/minimal-edits.ts';

interface Places {
  readonly text: string;
  readonly selection: EditorSelection;
  readonly folds: readonly { readonly from: number; readonly to: number }[];
  /** Start of the first line in sight. */
  readonly top: number;
}

const byFile = new Map<string, Places>();

/** Remembers where a view is in its file. */
export function rememberPlaces(file: string, view: EditorView): void {
  const folds: { from: number; to: number }[] = [];
  foldedRanges(view.state).between(0, view.state.doc.length, (from, to) => {
    folds.push({ from, to });
  });
  const top = view.lineBlockAtHeight(view.scrollDOM.scrollTop).from;
  byFile.set(file, { text: view.state.doc.toString(), selection: view.state.selection, folds, top });
}

interface Recalled {
  readonly selection: EditorSelection;
  readonly effects: readonly StateEffect<unknown>[];
}

/** Where a person was in a file, in the text as it is now; null where it was not shown before. */
export function recallPlaces(file: string, state: EditorState): Recalled | null {
  const places = byFile.get(file);
  if (places === undefined) return null;
  const edits = minimalEdits(places.text, state.doc.toString());
  const changes = ChangeSet.of([...edits], places.text.length);
  const effects: StateEffect<unknown>[] = [];
  for (const { from, to } of places.folds) {
    const range = { from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) };
    if (range.from < range.to) effects.push(foldEffect.of(range));
  }
  effects.push(EditorView.scrollIntoView(changes.mapPos(places.top), { y: 'start', yMargin: 0 }));
  return { selection: places.selection.map(changes), effects };
}
