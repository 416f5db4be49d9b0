// Overlays and intents: questions drawn over the picture by the menu of the bar, and what a stack is meant to be, seen to hold and to break.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test('the menu of the bar holds every overlay, by keyboard', async ({ designer, page }) => {
  await designer.open(rooms);
  await test.step('the menu of the bar', async () => {
    const legend = page.locator('[data-overlay]');
    await page.getByRole('button', { name: 'Overlays' }).focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu', { name: 'Overlays' });
    await expect(menu.getByRole('menuitem')).toHaveCount(12);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(legend).toContainText('Blast radius from outside');
    await legend.getByRole('button', { name: '1', exact: true }).click();
    await expect(legend).toContainText('Blast radius from outside, 1 hop');
    await legend.getByRole('button', { name: 'End the overlay' }).click();
    await expect(legend).toHaveCount(0);
  });
});

test('the own look of a part wins over what parts share', async ({ designer, page }) => {
  await designer.open(rooms);
  const lookOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((part) => {
        const { color, backgroundColor, borderTopWidth, borderTopColor, display } = getComputedStyle(part);
        return { color, backgroundColor, borderTopWidth, borderTopColor, display };
      });
  // A tone is the ground of a count, which has its letters in the colour of the card.
  const count = await lookOf('[data-service] > .bh-finding-count');
  expect(count.color).not.toBe(count.backgroundColor);
  expect(count.borderTopWidth).toBe('2px');
  // The word of an overlay is a badge with an edge in its tone, and letters in ink.
  await designer.follow('overlay=reach%3Aweb');
  const word = await lookOf('[data-mark="db"]');
  expect(word.display).toBe('block');
  expect(word.borderTopColor).not.toBe(word.color);
  expect(word.color).toBe((await lookOf('body')).color);
});
