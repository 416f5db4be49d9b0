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

/** The number of frames for which an element must not move: the picture refits some frames after an edit. */
const stillFrames = 10;

/**
 * Returns the box of an element once it is visible and has stopped moving: a docked inspector takes its room from the picture after its
 * animation. Endless animations (a blinking cursor, a spinner) are
 * ignored, and the outline of what is new, which only fades.
 */
export async function boxOf(locator: Locator): Promise<Box> {
  await locator.waitFor({ state: 'visible' });
  return locator.evaluate(
    (element, enough) =>
      new Promise<Box>((resolve) => {
        const movesBy = ({ playState, effect }: Animation) =>
          playState === 'running' &&
          effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY &&
          !(effect instanceof KeyframeEffect && effect.target?.hasAttribute('data-fresh'));
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

/**
 * Clicks an element once it has stopped moving. On the map of a host the inspector takes its room 300 ms after a selection, and the bands
 * move: a press before that and a release after it are on two elements, and no click.
 */
export async function clickAtRest(located: Locator): Promise<void> {
  await boxOf(located);
  await located.click();
}

export function centreOf(box: Box): Spot {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses at `from` and moves far enough to start a drag. */
export async function pickUp(page: Page, from: Spot): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 6, { steps: 2 });
}

/**
 * Picks an element up at its centre: the pointer moves to it and presses, and tries again when the picture moved meanwhile (a schema
 * arrived, a panel opened).
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

/** Continues a drag; the button stays down. */
export async function carryTo(page: Page, to: Spot): Promise<void> {
  await page.mouse.move(to.x, to.y, { steps: 4 });
}

/** Continues a drag to a spot of an element, and again when that made room for the dragged item. */
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

/** Returns the centre of an element in the window once it has stopped moving, also within a frame. */
export async function spotOf(located: Locator): Promise<Spot> {
  await boxOf(located);
  const box = await located.boundingBox();
  if (box === null) throw new Error('nothing of it is to be seen');
  return centreOf(box);
}
