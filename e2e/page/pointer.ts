// The pointer: places on the page that hold still, and a drag in the small steps that a hand makes.

import type { Locator, Page } from '@playwright/test';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Spot {
  readonly width: number;
  readonly height: number;
}

/** For so many frames an element has to stand where it is: the picture refits some frames after an edit. */
const stillFrames = 10;

/** The box of an element once it is drawn and has stopped moving. */
export async function boxOf(locator: Locator): Promise<Box> {
  await locator.waitFor({ state: 'visible' });
  return locator.evaluate(
    (element, enough) =>
      new Promise<Box>((resolve) => {
        let before = '';
        let still = 0;
        const look = () => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const now = `${x} ${y} ${width} ${height}`;
          still = now === before ? still + 1 : 0;
          if (still >= enough) resolve({ x, y, width, height });
          else requestAnimationFrame(look);
          before = now;
        };
        requestAnimationFrame(look);
      }),
    stillFrames,
  );
}

export function centreOf(box: Box): Spot {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses at `from` and moves far enough for it to be a drag. */
export async function pickUp(page: Page, from: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6, { steps: 2 });
}

/** Goes on with a drag; the button stays down. */
export async function carryTo(page: Page, to: Spot): Promise<void> {
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

/** The centre of an element in the window, once it holds still; an element in a frame knows its place in the frame alone. */
export async function spotOf(located: Locator): Promise<Spot> {
  await boxOf(located);
  const box = await located.boundingBox();
  if (box === null) throw new Error('nothing of it is to be seen');
  return centreOf(box);
}
