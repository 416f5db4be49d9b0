import { describe, expect, it } from 'vitest';
import type { Point } from '../../../core/layout/scene.ts';
import { createEdgePan } from './edge-pan.ts';

const frameTime = 16;

/** Returns a canvas of 1000 by 800 at 200, 100, and a clock that only the test moves. */
function createCanvas() {
  let time = 0;
  let next: ((time: number) => void) | null = null;
  const panned = { x: 0, y: 0 };
  const steps: number[] = [];
  const root = document.createElement('div');
  root.getBoundingClientRect = () => new DOMRect(200, 100, 1000, 800);
  const pan = (x: number, y: number): void => {
    panned.x += x;
    panned.y += y;
    steps.push(Math.hypot(x, y));
  };
  const edge = createEdgePan(root, pan, {
    request(step) {
      next = step;
      return 1;
    },
    cancel() {
      next = null;
    },
  });
  const wait = (milliseconds: number, perFrame = frameTime): void => {
    const until = time + milliseconds;
    while (time < until) {
      time += perFrame;
      const step = next;
      next = null;
      step?.(time);
    }
  };
  return { edge, wait, panned, steps, asksForFrames: () => next !== null };
}

const palette: Point = { x: 100, y: 400 };
const leftRim: Point = { x: 206, y: 400 };
const rightRim: Point = { x: 1195, y: 400 };
const middle: Point = { x: 700, y: 400 };

describe('a drag at the rim of the canvas', () => {
  it('from the palette rests on the rim that it crosses, and nothing moves', () => {
    const { edge, wait, panned, asksForFrames } = createCanvas();
    edge.follow(palette);
    edge.follow(leftRim);
    wait(2_000);
    edge.follow({ x: 212, y: 500 });
    wait(2_000);
    expect(panned).toEqual({ x: 0, y: 0 });
    expect(asksForFrames()).toBe(false);
  });

  it('moves the picture once it was further in, after a rest of 300 ms', () => {
    const { edge, wait, panned } = createCanvas();
    edge.follow(middle);
    edge.follow(leftRim);
    wait(300);
    expect(panned.x).toBe(0);
    wait(600);
    expect(panned.x).toBeGreaterThan(50);
    expect(panned.y).toBe(0);
  });

  it.each([
    ['right', rightRim, -1, 0],
    ['top', { x: 700, y: 105 }, 0, 1],
    ['bottom', { x: 700, y: 895 }, 0, -1],
    ['corner', { x: 1195, y: 895 }, -1, -1],
  ])('pulls in what lies beyond the %s', (_, point, x, y) => {
    const { edge, wait, panned } = createCanvas();
    edge.follow(middle);
    edge.follow(point);
    wait(1_000);
    expect([Math.sign(panned.x) || 0, Math.sign(panned.y) || 0]).toEqual([x, y]);
  });

  it('begins slowly and never moves faster than 9 pixels in a frame', () => {
    const { edge, wait, steps } = createCanvas();
    edge.follow(middle);
    edge.follow(rightRim);
    wait(1_500);
    expect(steps[0]).toBeLessThan(1);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBeGreaterThan(8);
    expect(steps.at(-1)).toBeLessThanOrEqual(9);
  });

  it('waits anew when the pointer travels on along the rim, and not when the hand trembles', () => {
    const travelling = createCanvas();
    travelling.edge.follow(middle);
    for (let y = 300; y < 500; y += 20) {
      travelling.edge.follow({ x: 1195, y });
      travelling.wait(200);
    }
    expect(travelling.panned.x).toBe(0);

    const trembling = createCanvas();
    trembling.edge.follow(middle);
    for (let at = 0; at < 10; at++) {
      trembling.edge.follow({ x: 1195, y: 400 + (at % 2) });
      trembling.wait(100);
    }
    expect(trembling.panned.x).toBeLessThan(-50);
  });

  it('once it moves, moves on along the rim, round the corner too', () => {
    const { edge, wait, panned } = createCanvas();
    edge.follow(middle);
    edge.follow(rightRim);
    wait(1_000);
    const { x } = panned;
    edge.follow({ x: 1195, y: 895 });
    wait(160);
    expect(panned.x).toBeLessThan(x - 50);
    expect(panned.y).toBeLessThan(-50);
  });

  it('stops at once further in or outside, and rests anew when it comes back', () => {
    for (const away of [middle, palette]) {
      const { edge, wait, panned, asksForFrames } = createCanvas();
      edge.follow(middle);
      edge.follow(leftRim);
      wait(1_000);
      const { x } = panned;
      edge.follow(away);
      expect(asksForFrames()).toBe(false);
      wait(1_000);
      edge.follow(leftRim);
      wait(300);
      expect(panned.x).toBe(x);
      wait(300);
      expect(panned.x).toBeGreaterThan(x);
    }
  });

  it('the next drag has to come in first, too', () => {
    const { edge, wait, panned } = createCanvas();
    edge.follow(middle);
    edge.stop();
    edge.follow(leftRim);
    wait(2_000);
    expect(panned.x).toBe(0);
  });

  it('a machine that is late moves the picture by no leap', () => {
    const { edge, wait, steps } = createCanvas();
    edge.follow(middle);
    edge.follow(leftRim);
    wait(4_000, 1_000);
    expect(steps.length).toBeGreaterThan(0);
    expect(Math.max(...steps)).toBeLessThanOrEqual(27);
  });
});
