// While something is held at the rim of the canvas the picture pans, so that lanes out of view can be reached. What comes from the
// palette crosses that rim on its way in: therefore the picture only pans once the pointer was further in, came back and rested.

import type { Point } from '../../../core/layout/scene.ts';

const rim = 14;
/** How long the pointer rests at the rim before the picture moves, in milliseconds. */
const rest = 300;
/** How far a hand that rests may tremble. */
const stillness = 4;
/** From standing to full speed, in milliseconds. */
const easeIn = 400;
/** Full speed, in pixels per millisecond: 9 in a frame of 60 a second. */
const speed = 0.54;
/** A frame that a busy machine delays does not jump further than this many milliseconds would take it. */
const longestFrame = 50;

/** Frames of the browser; a test brings its own, and with them its own time. */
export interface Frames {
  request(step: (time: number) => void): number;
  cancel(frame: number): void;
}

const browserFrames: Frames = {
  request: (step) => requestAnimationFrame(step),
  cancel: (frame) => cancelAnimationFrame(frame),
};

export interface EdgePan {
  /** The pointer of the running drag is here now. */
  follow(point: Point): void;
  /** The drag is over; the next one has to come in first, too. */
  stop(): void;
}

/** -1, 0 or 1: towards which end of the range the point pulls. */
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
  /** When the rest began, by the frames' time; null until the first frame after the last travel. */
  let since: number | null = null;
  let lastTime = 0;
  let moves = false;

  function step(time: number): void {
    frame = frames.request(step);
    since ??= time;
    const moving = time - since - rest;
    if (moving > 0) {
      moves = true;
      const pace = speed * Math.min(1, moving / easeIn) * Math.min(time - lastTime, longestFrame);
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
      const { left, right, top, bottom } = root.getBoundingClientRect();
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
      const travels = restsAt === null || Math.hypot(point.x - restsAt.x, point.y - restsAt.y) > stillness;
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
