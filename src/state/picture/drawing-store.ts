import { createStore } from 'zustand/vanilla';

/** Whether a large picture is being drawn, and how many were: the canvas looks again when one is done. */
export const drawingStore = createStore<{ readonly busy: boolean; readonly drawn: number }>()(() => ({
  busy: false,
  drawn: 0,
}));
