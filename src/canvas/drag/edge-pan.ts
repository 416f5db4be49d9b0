// While something is held at the rim of the canvas the picture moves on, so that lanes out of view can be reached.

import type { Point } from '../../core/layout/picture.ts';

const rim = 14;
const speed = 9;

export interface EdgePan {
  follow(point: Point): void;
  stop(): void;
}

/** -1, 0 or 1: towards which end of the range the point pulls; nothing outside of it. */
function pull(at: number, from: number, to: number): number {
  if (at < from || at > to) return 0;
  if (at < from + rim) return 1;
  return at > to - rim ? -1 : 0;
}

/** Calls `pan` once per frame while the followed point stays at the rim of `root`. */
export function createEdgePan(root: HTMLElement, pan: (x: number, y: number) => void): EdgePan {
  let frame = 0;
  let direction = { x: 0, y: 0 };

  function step(): void {
    pan(direction.x * speed, direction.y * speed);
    frame = requestAnimationFrame(step);
  }

  function stop(): void {
    cancelAnimationFrame(frame);
    frame = 0;
  }

  return {
    follow(point) {
      const box = root.getBoundingClientRect();
      const inside =
        point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom;
      direction = inside
        ? { x: pull(point.x, box.left, box.right), y: pull(point.y, box.top, box.bottom) }
        : { x: 0, y: 0 };
      const pulled = direction.x !== 0 || direction.y !== 0;
      if (pulled && frame === 0) frame = requestAnimationFrame(step);
      if (!pulled) stop();
    },
    stop,
  };
}
