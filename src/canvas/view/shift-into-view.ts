import type { Point, Rect } from '../../core/layout/scene.ts';

interface Viewport extends Point {
  readonly zoom: number;
}

function shiftAlong(from: number, length: number, room: number): number {
  if (from < 0 || length > room) return -from;
  return Math.min(0, room - from - length);
}

/** The smallest shift of the view, in pixels of the window, that shows all of `rect`; its beginning where it is too large. */
export function shiftIntoView(
  rect: Rect,
  viewport: Viewport,
  room: { readonly width: number; readonly height: number },
): Point {
  const { x, y, zoom } = viewport;
  return {
    x: shiftAlong(rect.x * zoom + x, rect.width * zoom, room.width),
    y: shiftAlong(rect.y * zoom + y, rect.height * zoom, room.height),
  };
}
