// What the widgets owe whoever uses them without a pointer, or with one that is hard to hold still.

import type { Locator, Page } from '@playwright/test';
import { boxOf } from './page/pointer.ts';
import { expect, test } from './page/test.ts';
import { rooms } from './stacks/rooms.ts';
import { shop } from './stacks/shop.ts';

/** Width of the outline that shows who has the focus, in px. */
const ringOf = (element: Locator): Promise<number> =>
  element.evaluate((each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
  });

async function placesOf(page: Page, card: Locator): Promise<Locator> {
  await card.focus();
  await page.keyboard.press('m');
  const items = page.getByRole('menu').getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  return items;
}

test('menus, dialogs, tabs, lists of choices and tips by keyboard; each gives the focus back', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await test.step('a menu shows where the focus is and knows Home, End and letters; Escape gives the focus back', async () => {
    const card = designer.card('app');
    const items = await placesOf(page, card);
    expect(await ringOf(items.first())).toBe(2);
    await page.keyboard.press('End');
    await expect(items.last()).toBeFocused();
    expect(await ringOf(items.last())).toBe(2);
    await page.keyboard.press('Home');
    await expect(items.first()).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(items.last()).toBeFocused();
    await page.keyboard.type('join');
    await expect(items.filter({ hasText: /^Join/ }).first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(card).toBeFocused();
  });
  await test.step('a menu that an entry opens stays, and gives the focus back to the card', async () => {
    const card = designer.card('web');
    await card.focus();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.type('move');
    await page.keyboard.press('Enter');
    const places = page.getByRole('menu', { name: 'Where should web go?' });
    await expect(places.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(places).toHaveCount(0);
    await expect(card).toBeFocused();
  });
  await test.step('a dialog keeps the focus inside and gives it back', async () => {
    const card = designer.card('app');
    await card.focus();
    await page.keyboard.press('Shift+?');
    await expect(designer.dialog()).toBeVisible();
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press('Tab');
      await expect(designer.dialog().locator(':focus')).toHaveCount(1);
    }
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
    await expect(card).toBeFocused();
  });
  await test.step('the small field closes with Escape and gives the focus back', async () => {
    const card = designer.card('web');
    await card.focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: /Rename/ }).click();
    await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(card).toBeFocused();
  });
  await test.step('tabs are one stop of Tab; arrows, Home and End move on', async () => {
    const tabs = page.getByRole('tablist', { name: 'Panes' }).getByRole('tab');
    await designer.showPane('findings');
    await tabs.nth(1).focus();
    await page.keyboard.press('ArrowRight');
    await expect(tabs.nth(2)).toBeFocused();
    await expect(designer.pane('matrix')).toBeVisible();
    await page.keyboard.press('End');
    await expect(tabs.last()).toBeFocused();
    await page.keyboard.press('Home');
    await expect(designer.pane('details')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('tablist').locator(':focus')).toHaveCount(0);
  });
  await test.step('a list of choices by keyboard: letters, Home, End, Enter; Escape leaves it', async () => {
    const inspector = await designer.inspect('web');
    const protocol = inspector.getByRole('combobox', { name: 'Protocol' });
    await protocol.focus();
    await page.keyboard.press('Enter');
    const options = page.getByRole('option');
    await expect(options.first()).toBeFocused();
    await page.keyboard.press('End');
    await expect(options.last()).toBeFocused();
    expect(await ringOf(options.last())).toBe(2);
    await page.keyboard.press('Home');
    await page.keyboard.press('u');
    await expect(options.filter({ hasText: 'udp' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(protocol).toHaveText('udp');
    await expect(protocol).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(options.filter({ hasText: 'udp' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(options).toHaveCount(0);
    await expect(protocol).toBeFocused();
    await expect(protocol).toHaveText('udp');
  });
  await designer.openNext(shop, 'shop.yaml');
  await designer.showPane('findings');
  const fix = page.locator('[data-fix]').first();
  // One that was there before may still be on its way out.
  const tip = page.locator('[role="tooltip"][data-open]');
  await test.step('a tip can be pointed at, and goes away with Escape while the pointer rests', async () => {
    // Fixes are judged after the pane is there: a button that is made anew meanwhile takes its tip with it.
    await expect(async () => {
      await page.mouse.move(0, 0);
      await fix.hover();
      const box = await boxOf(tip);
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 12 });
      await expect(tip).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.keyboard.press('Escape');
    await expect(tip).toHaveCount(0);
  });
  await test.step('a tip comes with the focus, describes its button, and goes away with Escape alone', async () => {
    await page.mouse.move(0, 0);
    await expect(fix).toBeVisible();
    // As above: a button that is made anew meanwhile takes tip and focus with it.
    await expect(async () => {
      await page.keyboard.press('Tab');
      await fix.focus();
      await expect(tip).toBeVisible({ timeout: 1000 });
      const described = async () =>
        (await fix.getAttribute('aria-describedby')) === (await tip.getAttribute('id'));
      await expect.poll(described, { timeout: 1000 }).toBe(true);
      await page.keyboard.press('Escape');
      await expect(tip).toHaveCount(0);
      await expect(fix).toBeFocused({ timeout: 1000 });
    }).toPass();
  });
});
