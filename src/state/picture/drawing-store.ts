import { createStore, type StoreApi } from 'zustand/vanilla';

/** Whether a large picture is being drawn, and how many were: the canvas looks again when one is done. */
export function createDrawingStore(): StoreApi<{ readonly busy: boolean; readonly drawn: number }> {
  return createStore<{ readonly busy: boolean; readonly drawn: number }>()(() => ({ busy: false, drawn: 0 }));
}
