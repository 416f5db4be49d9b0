// The room that the canvas has for a picture, in px on the screen; null before it is measured. Written by the canvas alone.

import { createStore } from 'zustand/vanilla';
import type { Room } from '../../core/layout/layout-input.ts';

export const roomStore = createStore<{ readonly room: Room | null }>()(() => ({ room: null }));
