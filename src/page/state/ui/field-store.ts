import { createStore, type StoreApi } from 'zustand/vanilla';

/** A small input field at a point of the window. */
export interface Field {
  readonly title: string;
  readonly value: string;
  readonly hint: string;
  readonly x: number;
  readonly y: number;
  /** Carries out the typed text; returns null on success, otherwise the reason, and the field stays open. */
  readonly submit: (text: string) => string | null;
}

export interface FieldState {
  /** The open field of the canvas; null for none. */
  readonly field: Field | null;
  /** Opens a field and closes any other. */
  open(field: Field): void;
  /** Closes the field without any effect. */
  close(): void;
}

/** Creates a store without an open field. */
export function createFieldStore(): StoreApi<FieldState> {
  return createStore<FieldState>()((set) => ({
    field: null,
    open: (field) => set({ field }),
    close: () => set({ field: null }),
  }));
}
