// Panning, zooming and dragging under steady input.

import type { CDPSession, Page } from '@playwright/test';
import { changedPerSecond } from './frames.ts';
import type { Motions } from './page-results.ts';
import { circle, type InputAt, inputSpan, type Spot, sendInput } from './pointer-input.ts';
import { watchedFrames, watchFrames } from './watch-frames.ts';

type Kind = 'canvas' | 'card' | 'shape';

const reach = 120;
const notch = 12;
/** Milliseconds between two motions, in which the view stops, new cards are mounted and late input arrives. */
const calm = 600;

/** Returns the changed frames per second of each motion; `show` brings up the view in which a motion begins. */
export async function timeMotions(page: Page, show: () => Promise<void>): Promise<Motions> {
  const session = await page.context().newCDPSession(page);
  await show();
  const pan = await timePan(page, session);
  await show();
  const zoom = await timeZoom(page, session);
  await show();
  const drag = await timeDrag(page, session);
  await session.detach();
  return { pan, zoom, drag };
}

/** Returns the changed frames per second of a picture without a card: what this machine can draw at most. */
export async function timeEmptyMotions(page: Page): Promise<Omit<Motions, 'drag'>> {
  const session = await page.context().newCDPSession(page);
  const pan = await timePan(page, session);
  const zoom = await timeZoom(page, session);
  await session.detach();
  return { pan, zoom };
}

async function timePan(page: Page, session: CDPSession): Promise<number> {
  const from = await spotOf(page, 'canvas');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const rate = await rateOf(page, session, (part) => ({
    type: 'mouseMoved',
    ...circle(from, reach, part),
    held: true,
  }));
  await page.mouse.up();
  return rate;
}

async function timeZoom(page: Page, session: CDPSession): Promise<number> {
  const at = await spotOf(page, 'canvas');
  await page.mouse.move(at.x, at.y);
  // In, out and in again, so that it ends where it began and never rests at a limit.
  return rateOf(page, session, (part) => ({
    type: 'mouseWheel',
    ...at,
    deltaY: Math.floor(part * 8) % 2 === 0 ? -notch : notch,
    held: false,
  }));
}

async function timeDrag(page: Page, session: CDPSession): Promise<number> {
  const from = await cardSpot(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8, { steps: 4 });
  await page.locator('.bh-ghost').waitFor({ state: 'attached' });
  const rate = await rateOf(page, session, (part) => ({
    type: 'mouseMoved',
    ...circle(from, reach, part),
    held: true,
  }));
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return rate;
}

async function rateOf(page: Page, session: CDPSession, inputAt: InputAt): Promise<number> {
  await watchFrames(page);
  const answered = await sendInput(session, inputAt);
  const frames = await watchedFrames(page);
  await answered();
  await rest(page);
  return changedPerSecond(frames, inputSpan);
}

/** Resolves once the page got no input for a while. When frames take long, Chromium delays wheel events that it already acknowledged. */
function rest(page: Page): Promise<void> {
  return page.evaluate(
    (stillness) =>
      new Promise<void>((resolve) => {
        const stop = new AbortController();
        const over = (): void => {
          stop.abort();
          resolve();
        };
        let timer = setTimeout(over, stillness);
        const onInput = (): void => {
          clearTimeout(timer);
          timer = setTimeout(over, stillness);
        };
        for (const type of ['wheel', 'pointermove'])
          window.addEventListener(type, onInput, { capture: true, passive: true, signal: stop.signal });
      }),
    calm,
  );
}

/** Returns a spot that lifts a card. At a small zoom a card is a plain shape until it is selected. */
async function cardSpot(page: Page): Promise<Spot> {
  const spot = await findSpot(page, 'card');
  if (spot !== null) return spot;
  const shape = await spotOf(page, 'shape');
  await page.mouse.click(shape.x, shape.y);
  await page.waitForTimeout(calm);
  return spotOf(page, 'card');
}

async function spotOf(page: Page, kind: Kind): Promise<Spot> {
  const spot = await findSpot(page, kind);
  if (spot === null) throw new Error(`the canvas shows no ${kind} to take hold of`);
  return spot;
}

/** Returns the spot of a kind that is nearest to the middle of the canvas, or null. */
function findSpot(page: Page, kind: Kind): Promise<Spot | null> {
  return page.evaluate((wanted) => {
    const flow = document.querySelector('.react-flow');
    if (flow === null) return null;
    const { left, top, width, height } = flow.getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    const spots: Spot[] = [];
    for (let x = left + 20; x < left + width - 20; x += 6)
      for (let y = top + 20; y < top + height - 20; y += 6) spots.push({ x, y });
    const far = ({ x, y }: Spot): number => Math.hypot(x - middle.x, y - middle.y);
    spots.sort((a, b) => far(a) - far(b));
    const fits = ({ x, y }: Spot): boolean => {
      const hit = document.elementFromPoint(x, y);
      if (hit === null || !flow.contains(hit) || hit.closest('.react-flow__panel') !== null) return false;
      if (wanted === 'shape') return hit.closest('.bh-far-cards') !== null;
      if (wanted === 'canvas') return hit.closest('.nopan, .nodrag, [data-tap]') === null;
      return hit.closest('[data-service]') !== null && hit.closest('[data-new-tap]') === null;
    };
    return spots.find(fits) ?? null;
  }, kind);
}
