import { createStore } from 'zustand/vanilla';

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

/** The one open field of the canvas. */
export const fieldStore = createStore<{ readonly field: Field | null }>()(() => ({ field: null }));

/** Shows a field in place of any other. */
export function openField(field: Field): void {
  fieldStore.setState({ field });
}

/** Closes it; nothing happens. */
export function closeField(): void {
  fieldStore.setState({ field: null });
}
