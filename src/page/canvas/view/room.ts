import type { Room } from '../../../core/layout/layout-input.ts';

/** The margin around a whole picture, in px on the screen. */
export const margin = { top: 12, bottom: 12, x: 16 } as const;

/** The aspect ratios of the rooms in usual windows: a picture keeps its columns in all of them. */
const usual = { least: 1.5, most: 2.3 } as const;

/** Returns the room for a picture in a canvas of that size: a narrow or a flat one has an aspect ratio of its own, and so its own columns. */
export function roomIn(width: number, height: number): Room {
  const room = { width: width - 2 * margin.x, height: height - margin.top - margin.bottom };
  const aspect = room.width / room.height;
  return aspect < usual.least || aspect > usual.most ? { ...room, aspect } : room;
}
