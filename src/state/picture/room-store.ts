// The room that the canvas has for a picture, in px on the screen; null before it is measured. Written by the canvas alone.
// Opening a file gives the window another shape: a picture waits until the room is known that there is with its file open.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Room } from '../../core/layout/layout-input.ts';

interface RoomState {
  readonly room: Room | null;
  /** The opened project that the window showed when it was measured; null for the template. */
  readonly opened: object | null;
}

export type RoomStore = StoreApi<RoomState>;

export function createRoomStore(): RoomStore {
  return createStore<RoomState>()(() => ({ room: null, opened: null }));
}
