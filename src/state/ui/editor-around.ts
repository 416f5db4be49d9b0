// A page may be held by an editor, beside the text that it draws: the text is the editor's then, and so are its history, its
// files and its theme.

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
