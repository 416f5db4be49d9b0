// Overlays: questions drawn over the picture, by menu, key, palette and link, each with its legend.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

const legend = '[data-overlay]';

test('an overlay follows an edit', async ({ designer, page }) => {
  await designer.command('commands').click();
  await page.getByPlaceholder('A service, a network or a command').fill('reach of web');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-mark="db"]')).toHaveText('not reached');
  await designer.dragServiceToLane('web', 'back', 'connect');
  await expect(page.locator('[data-mark="db"]')).toContainText('reached, both ways');
});

test('a link shows an overlay', async ({ page }) => {
  await page.evaluate(() => {
    window.location.hash = `overlay=${encodeURIComponent('reach:app')}`;
  });
  await expect(page.locator(legend).getByRole('heading')).toHaveText('Reach of app');
});

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

test('the list of an overlay leads to the card', async ({ designer, page }) => {
  await page.keyboard.press('o');
  await page.locator(legend).getByText('As a list').click();
  await page.locator(legend).getByRole('button', { name: 'db no way out' }).click();
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('db');
});

test('search dims the rest, Enter goes from one to the next', async ({ designer, page }) => {
  await page.keyboard.press('/');
  await expect(page.getByLabel('Name, image, network or port')).toBeFocused();
  await page.keyboard.type('front');
  await expect(page.locator('[data-mark]')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('web');
  await page.keyboard.press('Enter');
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('app');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-mark]')).toHaveCount(0);
});
