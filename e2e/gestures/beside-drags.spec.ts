// Gestures beside drags: menus, double clicks, the box. What each writes, names in place and what several do is held without a browser
// (e2e/headless: beside-drags, services); a card is really pressed twice in `window.spec.ts`.

import { boxOf, carryTo, pickUp } from '../page/pointer.ts';
import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test('right click on a tap, a lane and a card, double click on a lane, several by Shift and a box', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await test.step('right click on a tap, on a lane and on a card: menus of what each can do', async () => {
    await designer.tap('app', 'mid').click({ button: 'right' });
    await designer.menuItem('Detach app from mid').click();
    await expect(designer.tap('app', 'mid')).toHaveCount(0);
    const back = await boxOf(designer.lane('back'));
    await page.mouse.click(back.x + back.width / 2, back.y + 14, { button: 'right' });
    await designer.menuItem('Network back alone').click();
    await expect(page.locator('[data-mark="db"]')).toHaveText('here only');
    await designer.card('app').click({ button: 'right' });
    await designer.menuItem('Reach of app').click();
    await expect(page.locator('[data-overlay]')).toContainText('Reach of app');
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-overlay]')).toHaveCount(0);
    await designer.undo();
    await expect(designer.tap('app', 'mid')).toBeVisible();
  });
  await test.step('double click on a lane: what is typed is added there', async () => {
    const mid = await boxOf(designer.lane('mid'));
    await page.mouse.dblclick(mid.x + mid.width / 2, mid.y + mid.height - 12);
    await page.getByLabel('Add a container or network').fill('queue rabbitmq:4');
    await page.keyboard.press('Enter');
    await expect(designer.tap('queue', 'mid')).toBeVisible();
    await designer.undo();
    await expect(designer.card('queue')).toHaveCount(0);
  });
  await test.step('Shift and a drag select what the box touches', async () => {
    const web = await boxOf(designer.card('web'));
    const app = await boxOf(designer.card('app'));
    await page.keyboard.down('Shift');
    await pickUp(page, { x: Math.min(web.x, app.x) - 12, y: Math.min(web.y, app.y) - 8 });
    await carryTo(page, { x: Math.max(web.x, app.x) + 20, y: Math.max(web.y, app.y) + 20 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(page.locator('.bh-selected')).toHaveCount(2);
    await page.keyboard.press('Escape');
    await expect(page.locator('.bh-selected')).toHaveCount(0);
  });
  expect(await designer.text()).toBe(rooms);
});
