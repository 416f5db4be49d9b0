// While something is held at the rim of the canvas the picture pans, so that lanes out of view can be reached. What comes from the
// palette crosses that rim on its way in: therefore the picture only pans once the pointer was further in, came back and rested.

import type { Point } from '../../../core/layout/scene.ts';
import { canvasBox } from '../view/visible-area.ts';

const rim = 14;
/** The time that the pointer rests at the rim before the picture moves, in milliseconds. */
const restTime = 300;
/** The distance that a resting hand may tremble. */
const tremble = 4;
/** The time to reach full speed, in milliseconds. */
const easeIn = 400;
/** The full speed, in pixels per millisecond: 9 per frame at 60 frames a second. */
const fullSpeed = 0.54;
/** The most milliseconds that one frame counts as, so that a delayed frame does not jump far. */
const longestFrame = 50;

/** The frames of the browser; tests replace them, together with their time. */
export interface Frames {
  request(step: (time: number) => void): number;
  cancel(frame: number): void;
}

const browserFrames: Frames = {
  request: (step) => requestAnimationFrame(step),
  cancel: (frame) => cancelAnimationFrame(frame),
};

export interface EdgePan {
  /** Reports the position of the pointer during a drag. */
  follow(point: Point): void;
  /** Ends the drag; the next one has to enter the picture first. */
  stop(): void;
}

/** Returns -1, 0 or 1: the end of the range that the point pulls towards. */
function pull(at: number, from: number, to: number): number {
  if (at < from + rim) return 1;
  return at > to - rim ? -1 : 0;
}

/** Calls `pan` once per frame while the followed point stays at the rim of `root`. */
export function createEdgePan(
  root: HTMLElement,
  pan: (x: number, y: number) => void,
  frames: Frames = browserFrames,
): EdgePan {
  let frame: number | null = null;
  let direction = { x: 0, y: 0 };
  let wasFurtherIn = false;
  let restsAt: Point | null = null;
  /** The frame time at which the rest began; null until the first frame after the last movement. */
  let since: number | null = null;
  let lastTime = 0;
  let moves = false;

  function step(time: number): void {
    frame = frames.request(step);
    since ??= time;
    const moving = time - since - restTime;
    if (moving > 0) {
      moves = true;
      const pace = fullSpeed * Math.min(1, moving / easeIn) * Math.min(time - lastTime, longestFrame);
      pan(direction.x * pace, direction.y * pace);
    }
    lastTime = time;
  }

  function leaveRim(): void {
    if (frame !== null) frames.cancel(frame);
    frame = null;
    restsAt = null;
    since = null;
    moves = false;
  }

  return {
    follow(point) {
      const { x: left, y: top, width, height } = canvasBox(root);
      const [right, bottom] = [left + width, top + height];
      if (point.x < left || point.x > right || point.y < top || point.y > bottom) {
        leaveRim();
        return;
      }
      direction = { x: pull(point.x, left, right), y: pull(point.y, top, bottom) };
      if (direction.x === 0 && direction.y === 0) {
        wasFurtherIn = true;
        leaveRim();
        return;
      }
      if (!wasFurtherIn) return;
      const travels = restsAt === null || Math.hypot(point.x - restsAt.x, point.y - restsAt.y) > tremble;
      // A picture that pans already goes on panning while the pointer moves along the rim.
      if (travels && !moves) {
        restsAt = point;
        since = null;
      }
      frame ??= frames.request(step);
    },
    stop() {
      leaveRim();
      wasFurtherIn = false;
    },
  };
}
