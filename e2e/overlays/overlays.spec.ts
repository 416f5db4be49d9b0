// Overlays: questions drawn over the picture, by menu, key, palette and link, each with its legend.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

const legend = '[data-overlay]';

test('the menu of the bar holds every overlay, by keyboard', async ({ page }) => {
  await page.getByRole('button', { name: 'Overlays' }).focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Overlays' });
  await expect(menu.getByRole('menuitem')).toHaveCount(11);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator(legend)).toContainText('Blast radius from outside');
  await page.locator(legend).getByRole('button', { name: '1', exact: true }).click();
  await expect(page.locator(legend)).toContainText('Blast radius from outside, 1 hop');
  await page.locator(legend).getByRole('button', { name: 'End the overlay' }).click();
  await expect(page.locator(legend)).toHaveCount(0);
});
