// The place in each file: cursor, folds and scroll, kept while another file or another pane is shown. The text may change meanwhile;
// places move along with it.

import { foldEffect, foldedRanges } from '@codemirror/language';
import { ChangeSet, type EditorSelection, type EditorState, type StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { EditorHostState } from '../host/editor-host.ts';
import { minimalEdits } from '../host/editor-text.ts';

interface Places {
  readonly text: string;
  readonly selection: EditorSelection;
  readonly folds: readonly { readonly from: number; readonly to: number }[];
  /** The start of the first visible line. */
  readonly top: number;
}

/** State that outlives an editor; held by the component that shows one editor after the other. */
export interface EditorMemory {
  readonly places: Map<string, Places>;
  /** The page's selection, and the requested line, at the time when the editor was last removed. */
  last: Pick<EditorHostState, 'selection' | 'line'> | null;
}

/** Returns an empty memory. */
export const createEditorMemory = (): EditorMemory => ({ places: new Map(), last: null });

/** Stores the position of a view in its file. */
export function rememberPlaces(memory: EditorMemory, file: string, view: EditorView): void {
  const folds: { from: number; to: number }[] = [];
  foldedRanges(view.state).between(0, view.state.doc.length, (from, to) => {
    folds.push({ from, to });
  });
  const top = view.lineBlockAtHeight(view.scrollDOM.scrollTop).from;
  memory.places.set(file, { text: view.state.doc.toString(), selection: view.state.selection, folds, top });
}

interface RecalledPlace {
  readonly selection: EditorSelection;
  readonly effects: readonly StateEffect<unknown>[];
}

/** Returns a person's position in a file, mapped to its current text; null when it was not shown before. */
export function recallPlaces(memory: EditorMemory, file: string, state: EditorState): RecalledPlace | null {
  const places = memory.places.get(file);
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
