// A card dropped on lanes, walls and nowhere: what it writes, and what is told before the drop.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('dropped on a lane: moved, connected, or connected with Shift', async ({ designer, page }) => {
  await test.step('move: the one membership becomes another, one line changes', async () => {
    await designer.holdServiceOverLane('web', 'mid', 'move');
    await expect(designer.zone('move')).toBeVisible();
    await expect(designer.zone('connect')).toBeVisible();
    await expect(designer.tip).toContainText('Move web from front to mid');
    await designer.drop();
    expect(await designer.text()).toBe(rooms.replace('networks: [front]\n  app', 'networks: [mid]\n  app'));
    await designer.undo();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('connect: one membership more, and the tip says what opens', async () => {
    await designer.holdServiceOverLane('web', 'back', 'connect');
    await expect(designer.tip).toContainText('Connect web to back');
    await expect(designer.tip).toContainText('opens db ↔ web');
    await designer.drop();
    expect(await designer.text()).toBe(
      rooms.replace('networks: [front]\n  app', 'networks: [front, back]\n  app'),
    );
    await expect(designer.tap('web', 'back')).toBeVisible();
    await designer.undo();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('Shift on the move zone connects', async () => {
    await designer.holdServiceOverLane('web', 'mid', 'move');
    await page.keyboard.down('Shift');
    await expect(designer.tip).toContainText('Connect web to mid');
    await designer.drop();
    await page.keyboard.up('Shift');
    expect((await designer.service('web'))?.networks).toEqual(['front', 'mid']);
  });
});

test('dropped elsewhere: snaps back, is taken back, or asks', async ({ designer, page }) => {
  await test.step('a card dropped on empty canvas snaps back', async () => {
    await designer.holdService('web');
    await designer.carryToEmptyCanvas();
    await expect(designer.tip).toContainText('Drop it on a network');
    await designer.drop();
    await expect(designer.command('undo')).toBeDisabled();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('Escape takes a drag back', async () => {
    await designer.holdServiceOverLane('web', 'back', 'move');
    await page.keyboard.press('Escape');
    await expect(designer.tip).toHaveCount(0);
    await page.mouse.up();
    await expect(designer.command('undo')).toBeDisabled();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('move with two networks open: a menu at the drop, replace one', async () => {
    await designer.dragServiceToLane('app', 'back', 'move');
    await expect(designer.menuItem(/^Replace /)).toHaveCount(2);
    await designer.menuItem('Replace mid by back').click();
    expect((await designer.service('app'))?.networks).toEqual(['front', 'back']);
    await designer.undo();
    expect(await designer.text()).toBe(rooms);
  });
});

test('dropped on the wall between two lanes: connected to both', async ({ designer }) => {
  await designer.open(`services:
  web: { image: nginx, ports: ["80:80"], networks: [front] }
  app: { image: node, networks: [front, mid] }
  tail: { image: busybox, network_mode: none }
networks: { front: {}, mid: {} }
`);
  await designer.holdServiceOverWall('tail', 'front', 'mid');
  await expect(designer.tip).toContainText('Connect tail to front and mid');
  await designer.drop();
  expect(await designer.service('tail')).toEqual({ image: 'busybox', networks: ['front', 'mid'] });
});
