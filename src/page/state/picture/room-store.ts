// The room that the canvas has for a picture, in px on the screen; null before it is measured. Only the canvas writes it. Opening a file
// changes the shape of the canvas, so a picture waits until the room with the file open is measured.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Room } from '../../../core/layout/layout-input.ts';

interface RoomState {
  readonly room: Room | null;
  /** The opened project in the window at the time of measuring (`openedProject`); null for the template. */
  readonly opened: number | null;
}

export type RoomStore = StoreApi<RoomState>;

export function createRoomStore(): RoomStore {
  return createStore<RoomState>()(() => ({ room: null, opened: null }));
}
