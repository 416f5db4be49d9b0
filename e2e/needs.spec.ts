// What needs a layout of the browser: the picture holds still. Which lines of needs are drawn is tested without one (e2e/headless/glance).

import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { boxOf } from './page/pointer.ts';
import { test } from './page/test.ts';

const stack = (name: string): string =>
  readFileSync(new URL(`./stacks/files/${name}.yaml`, import.meta.url), 'utf8');

/** Which column and row each card on a network stands in, counted from the left and from above; the places below have none. */
const cells = (page: Page) =>
  page.locator('.bh-canvas [data-service]').evaluateAll((cards) => {
    const below = [...document.querySelectorAll('.bh-canvas [data-place="host"], [data-place="closed"]')];
    const tops = below.map((place) => place.getBoundingClientRect().top);
    const places = cards
      .map((card) => ({ name: card.getAttribute('data-service'), box: card.getBoundingClientRect() }))
      .filter(({ box }) => tops.every((top) => box.top < top))
      .map(({ name, box }) => ({ name, left: Math.round(box.left), top: Math.round(box.top) }));
    const rank = (values: readonly number[], value: number): number =>
      [...new Set(values)].filter((each) => each < value - 4).length;
    const lefts = places.map(({ left }) => left);
    const all = places.map(({ top }) => top);
    return places.map(({ name, left, top }) => `${name} ${rank(lefts, left)} ${rank(all, top)}`).sort();
  });

const viewOf = (page: Page) =>
  page.locator('.react-flow__viewport').evaluate((element: HTMLElement) => element.style.transform);

/** Whether all cards are in the canvas as a whole. */
const allInSight = (page: Page) =>
  page.evaluate(() => {
    const view = document.querySelector('.bh-canvas .react-flow')?.getBoundingClientRect();
    const cards = [...document.querySelectorAll('.bh-canvas [data-service], .bh-canvas [data-pile]')];
    return (
      view !== undefined &&
      cards.every((card) => {
        const { left, top, right, bottom } = card.getBoundingClientRect();
        return left >= view.left && top >= view.top && right <= view.right && bottom <= view.bottom;
      })
    );
  });

test('the layout holds still: zoom and the window change no column once the view was chosen, a pane that closes leaves the picture from before, and a press moves nothing', async ({
  designer,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await designer.open(stack('post-18'), 'post.yaml');
  const before = await cells(page);
  expect(before).toHaveLength(17);
  let beside = before;
  await test.step('panes, the inspector and zoom', async () => {
    await designer.command('toggle-panes').click();
    await expect.poll(() => allInSight(page)).toBe(true);
    await designer.command('toggle-panes').click();
    await expect.poll(() => cells(page)).toEqual(before);
    await designer.card('sql-post').click({ position: { x: 40, y: 12 } });
    await expect(designer.inspector()).toBeVisible();
    await boxOf(designer.card('sql-post'));
    await expect.poll(() => allInSight(page)).toBe(true);
    beside = await cells(page);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    expect(await cells(page)).toEqual(beside);
  });
  await test.step('a press where the inspector is there already', async () => {
    const view = await viewOf(page);
    await designer.card('cache-post').click({ position: { x: 40, y: 12 } });
    await expect(designer.inspector()).toContainText('cache-post');
    await boxOf(designer.card('cache-post'));
    expect(await viewOf(page)).toBe(view);
  });
  await test.step('another window', async () => {
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      // The picture is laid out for a window once its size has settled.
      await boxOf(designer.card('web-post'));
      await expect.poll(() => cells(page)).toEqual(beside);
    }
  });
  await test.step('f fits, also after an edit of the tool', async () => {
    await page.keyboard.press('Escape');
    for (let times = 0; times < 3; times++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.keyboard.press('f');
    await expect.poll(() => allInSight(page)).toBe(true);
    await designer.openNext(stack('tracker-57'), 'tracker.yaml');
    for (let times = 0; times < 3; times++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.keyboard.press('f');
    await expect.poll(() => allInSight(page)).toBe(true);
  });
});
