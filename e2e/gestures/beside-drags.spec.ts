// Gestures beside drags: menus, the box, double clicks, names in place, copies, copy and paste.

import { boxOf, carryTo, centreOf, pickUp } from '../page/pointer.ts';
import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer, page }) => {
  await designer.open(rooms);
  // The gestures come with the parts that plan edits.
  await expect(page.locator('.bh-canvas')).toBeVisible();
});

test('right click on a tap, on a lane and on a card: menus of what each can do', async ({ designer }) => {
  await test.step('on a tap and on a lane', async () => {
    await designer.tap('app', 'mid').click({ button: 'right' });
    await designer.menuItem('Detach app from mid').click();
    await expect(designer.tap('app', 'mid')).toHaveCount(0);
    // The inspector floats over the lane.
    await designer.page.keyboard.press('Escape');
    await expect(designer.inspector()).toHaveCount(0);
    const back = await boxOf(designer.lane('back'));
    await designer.page.mouse.click(back.x + back.width / 2, back.y + 14, { button: 'right' });
    await designer.menuItem('Network back alone').click();
    await expect(designer.page.locator('[data-mark="db"]')).toHaveText('here only');
  });
  await test.step('on a card', async () => {
    await designer.card('app').click({ button: 'right' });
    await designer.menuItem('Reach of app').click();
    await expect(designer.page.locator('[data-overlay]')).toContainText('Reach of app');
  });
});

test('by keyboard and by double click: move, add what is typed, rename in place, delete several', async ({
  designer,
  page,
}) => {
  test.setTimeout(120_000);
  await test.step('Shift F10 on a card: move it by keyboard', async () => {
    await designer.card('web').focus();
    await page.keyboard.press('Shift+F10');
    await designer.menuItem('Move, connect or join').press('Enter');
    await designer.menuItem(/Move web from front to mid/).press('Enter');
    expect((await designer.service('web'))?.networks).toEqual(['mid']);
    await designer.undoAll();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('double click on a lane: what is typed is added there', async () => {
    const mid = await boxOf(designer.lane('mid'));
    await page.mouse.dblclick(mid.x + mid.width / 2, mid.y + mid.height - 12);
    await page.getByLabel('Add what is typed').fill('queue rabbitmq:4');
    await page.keyboard.press('Enter');
    await expect(designer.card('queue')).toBeVisible();
    expect(await designer.service('queue')).toEqual({ image: 'rabbitmq:4', networks: ['mid'] });
    await designer.undoAll();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('rename in place: double click or F2', async () => {
    await designer.card('web').dblclick();
    await page.getByLabel('Rename web').fill('edge');
    await page.keyboard.press('Enter');
    await expect(designer.card('edge')).toBeVisible();
    await page.keyboard.press('F2');
    await page.getByLabel('Rename edge').fill('db');
    await page.keyboard.press('Enter');
    await expect(page.locator('.bh-field')).toContainText('there is a service "db" already');
    await page.keyboard.press('Escape');
    await expect(page.locator('.bh-field')).toHaveCount(0);
    await designer.undoAll();
    expect(await designer.text()).toBe(rooms);
    await page.keyboard.press('Escape');
    await expect(designer.inspector()).toHaveCount(0);
  });
  await test.step('delete several: one undo step', async () => {
    await designer.card('web').click();
    await designer.card('tool').click({ modifiers: ['Shift'] });
    await expect(designer.inspector()).toContainText('2 selected');
    await page.keyboard.press('Delete');
    await expect(designer.card('tool')).toHaveCount(0);
    await expect(designer.cards()).toHaveCount(2);
    expect(await designer.undoAll()).toBe(1);
    expect(await designer.text()).toBe(rooms);
  });
});

test('by pointer and clipboard: a tap on the empty canvas, a box, copied from one file into another', async ({
  designer,
  page,
}) => {
  test.setTimeout(120_000);
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
  await test.step('a tap dropped on the empty canvas makes a network', async () => {
    await designer.card('web').hover();
    await pickUp(designer.page, centreOf(await boxOf(designer.card('web').getByTitle(/Drag to a network/))));
    await designer.carryToEmptyCanvas();
    await expect(designer.tip).toContainText('Connect web to a new network, network');
    await designer.drop();
    await expect(designer.lane('network')).toBeVisible();
    expect((await designer.service('web'))?.networks).toEqual(['front', 'network']);
    await designer.undoAll();
    expect(await designer.text()).toBe(rooms);
    await page.keyboard.press('Escape');
    await expect(designer.inspector()).toHaveCount(0);
  });
  await test.step('copied from one file, pasted into another', async () => {
    await designer.card('db').click();
    const copied = await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      document.body.dispatchEvent(
        new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }),
      );
      return clipboardData.getData('text/plain');
    });
    expect(copied).toContain('  db:\n    image: postgres:17\n');
    await designer.open('services:\n  api:\n    image: node\n', 'other.yaml');
    await designer.pasteText(copied);
    await expect(designer.card('db')).toBeVisible();
    expect(await designer.service('db')).toEqual({
      image: 'postgres:17',
      networks: { back: { aliases: ['store'] } },
    });
    expect((await designer.written()).networks).toEqual({ back: { internal: true } });
  });
});
