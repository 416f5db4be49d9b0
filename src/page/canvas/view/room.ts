import type { Room } from '../../../core/layout/layout-input.ts';

/** The margin around a whole picture, in px on the screen. */
export const margin = { top: 12, bottom: 12, x: 16 } as const;

/** Returns the room for a picture in a canvas of that size; one that is higher than wide wants a picture of its own shape. */
export function roomIn(width: number, height: number): Room {
  const room = { width: width - 2 * margin.x, height: height - margin.top - margin.bottom };
  return room.width < room.height ? { ...room, aspect: room.width / room.height } : room;
}
