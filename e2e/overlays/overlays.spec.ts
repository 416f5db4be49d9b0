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

test('what parts share comes before their own look, which wins over it', async ({ designer, page }) => {
  await designer.open(rooms);
  const places = await page.evaluate(() => {
    const sheets = [...document.styleSheets].map((sheet) =>
      [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'),
    );
    const placeOf = (rule: string) => sheets.findIndex((text) => text.includes(`\n${rule} {`));
    return { shared: placeOf('.bh-badge'), own: placeOf('.bh-card') };
  });
  expect(places.shared).toBeGreaterThanOrEqual(0);
  expect(places.own).toBeGreaterThan(places.shared);
});
