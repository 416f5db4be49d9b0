// The pointer: places on the page that hold still, and a drag in the small steps that a hand makes.

import { expect, type Locator, type Page } from '@playwright/test';

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

/**
 * The box of an element once it is drawn, nothing moves by itself and it has stopped moving: a docked inspector takes its room from the picture
 * once its animation has ended. What runs for ever (a cursor that blinks, a wheel that turns) moves nothing else.
 */
export async function boxOf(locator: Locator): Promise<Box> {
  await locator.waitFor({ state: 'visible' });
  return locator.evaluate(
    (element, enough) =>
      new Promise<Box>((resolve) => {
        const movesBy = ({ playState, effect }: Animation) =>
          playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
        let before = '';
        let still = 0;
        const look = () => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const now = `${x} ${y} ${width} ${height}`;
          still = now === before && !document.getAnimations().some(movesBy) ? still + 1 : 0;
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

/**
 * Picks an element of the page up at its centre, as a person does: what the pointer is over is pressed, and where the picture went from under
 * it meanwhile (a file's schema came, a panel opened) the pointer goes there again.
 */
export async function pickUpAt(located: Locator): Promise<void> {
  const page = located.page();
  await expect(async () => {
    const spot = centreOf(await boxOf(located));
    await page.mouse.move(spot.x, spot.y);
    const isBelow = await located.evaluate(
      (element, { x, y }) => element.contains(document.elementFromPoint(x, y)),
      spot,
    );
    expect(isBelow, 'what is to be picked up lies under the pointer').toBe(true);
    await pickUp(page, spot);
    const isHeld = await page.evaluate(() => document.body.classList.contains('bh-dragging'));
    if (!isHeld) await page.mouse.up();
    expect(isHeld, 'the press became a drag').toBe(true);
  }).toPass();
}

/** Goes on with a drag; the button stays down. */
export async function carryTo(page: Page, to: Spot): Promise<void> {
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

/** Goes on with a drag to a spot of an element, again where that made room for what is dragged. */
export async function carryOver(located: Locator, spotIn: (box: Box) => Spot): Promise<void> {
  await expect(async () => {
    const box = await boxOf(located);
    await carryTo(located.page(), spotIn(box));
    expect(spotIn(await boxNow(located)), 'it stood still while something was carried there').toEqual(
      spotIn(box),
    );
  }).toPass();
}

function boxNow(located: Locator): Promise<Box> {
  return located.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
}

/** The centre of an element in the window, once it holds still; an element in a frame knows its place in the frame alone. */
export async function spotOf(located: Locator): Promise<Spot> {
  await boxOf(located);
  const box = await located.boundingBox();
  if (box === null) throw new Error('nothing of it is to be seen');
  return centreOf(box);
}
