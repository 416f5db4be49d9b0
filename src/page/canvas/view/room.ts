import type { Room } from '../../../core/layout/layout-input.ts';

/** The margin around a whole picture, in px on the screen. */
export const margin = { top: 12, bottom: 12, x: 16 } as const;

/** Returns the room for a picture in a canvas of that size. */
export function roomIn(width: number, height: number): Room {
  return { width: width - 2 * margin.x, height: height - margin.top - margin.bottom };
}
