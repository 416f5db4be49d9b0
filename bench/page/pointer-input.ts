// Input at the pace of a screen: one event every 60th of a second, sent whether or not the page has answered the last one.

import type { CDPSession } from '@playwright/test';

export const inputSpan = 2_500;
const pace = 1000 / 60;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A function that returns the action of the pointer at a moment; `part` goes from 0 to 1 over the span. */
export type InputAt = (part: number) => PointerInput;

export interface PointerInput extends Spot {
  readonly type: 'mouseMoved' | 'mouseWheel';
  readonly deltaY?: number;
  readonly held: boolean;
}

/** Sends input for the whole span. The promise it resolves with resolves once the page has handled all of it. */
export function sendInput(session: CDPSession, inputAt: InputAt): Promise<() => Promise<unknown>> {
  const started = performance.now();
  const answers: Promise<unknown>[] = [];
  return new Promise((resolve) => {
    const send = (): void => {
      const spent = performance.now() - started;
      if (spent >= inputSpan) {
        clearInterval(timer);
        resolve(() => Promise.all(answers));
        return;
      }
      // A timer of Node that comes late leaves events out: they are made up for, as a mouse would have sent them.
      while (answers.length * pace <= spent) {
        const { type, x, y, deltaY = 0, held } = inputAt((answers.length * pace) / inputSpan);
        const button = held ? 'left' : 'none';
        const wheel = type === 'mouseWheel' ? { deltaX: 0, deltaY } : {};
        const buttons = held ? 1 : 0;
        answers.push(session.send('Input.dispatchMouseEvent', { type, x, y, button, buttons, ...wheel }));
      }
    };
    const timer = setInterval(send, 4);
  });
}

/** Returns the point on a circle around `centre` for `part` of the motion, with one turn in 1.25 seconds. */
export function circle(centre: Spot, radius: number, part: number): Spot {
  const angle = part * 4 * Math.PI;
  return { x: centre.x + radius * Math.sin(angle), y: centre.y + radius * (1 - Math.cos(angle)) };
}
