import { createStore, type StoreApi } from 'zustand/vanilla';

/** A small field at a point of the window, for one thing to type. */
export interface Field {
  readonly title: string;
  readonly value: string;
  readonly hint: string;
  readonly x: number;
  readonly y: number;
  /** Carries out what was typed; null when done, else why not, and the field stays. */
  readonly submit: (text: string) => string | null;
}

export interface FieldState {
  /** The one open field of the canvas; null for none. */
  readonly field: Field | null;
  /** Shows a field in place of any other. */
  open(field: Field): void;
  /** Closes it; nothing happens. */
  close(): void;
}

/** A store without an open field. */
export function createFieldStore(): StoreApi<FieldState> {
  return createStore<FieldState>()((set) => ({
    field: null,
    open: (field) => set({ field }),
    close: () => set({ field: null }),
  }));
}
