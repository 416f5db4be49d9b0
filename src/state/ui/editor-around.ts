// A page may be held by an editor, beside the text that it draws: then text, history, files and theme are the editor's.

import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the editor around the page does for it. */
export interface EditorAround {
  /** Takes back, or makes again, the last change of the project's texts, whoever made it. */
  undo(): void;
  redo(): void;
  /** Writes the project's texts to their files. */
  save(): void;
}

/** `editor` is null for a page by itself. */
export interface EditorAroundState {
  readonly editor: EditorAround | null;
}

/** A store of a page by itself. */
export function createEditorAroundStore(): StoreApi<EditorAroundState> {
  return createStore<EditorAroundState>()(() => ({ editor: null }));
}
