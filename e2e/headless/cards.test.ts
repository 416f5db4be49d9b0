// @vitest-environment happy-dom
// A card dropped on lanes, walls and nowhere: what it writes, and what is shown before the drop.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('move: the one membership becomes another, one line changes', async ({ designer }) => {
  await designer.holdServiceOverLane('web', 'mid', 'move');
  await expect(designer.zone('move')).toBeVisible();
  await expect(designer.zone('connect')).toBeVisible();
  await expect(designer.tip).toContainText('Moves web from front to mid.');
  await designer.drop();
  expect(await designer.text()).toBe(rooms.replace('networks: [front]\n  app', 'networks: [mid]\n  app'));
});

test('before the drop the tip says the verdict first, then three lines, and on demand the whole delta', async ({
  designer,
}) => {
  await designer.holdServiceOverLane('web', 'back', 'move');
  const shown = () => designer.previewText().split('\n');
  const verdict =
    'Moves web from front to back. Opens 1 connection (db) without a known need. Closes 2 connections (app, tool) without a known need.';
  expect(shown()[0]).toBe(verdict);
  expect(await designer.locator('[data-verdict]').textContent()).toBe(verdict);
  expect(shown()).toContain('closes Outside → web at 0.0.0.0:8443/tcp, web → outside');
  expect(shown().join('\n')).toContain('warns: CN104');
  expect(shown().length).toBeLessThanOrEqual(5);
  expect(shown().at(-1)).toMatch(/^D for \d details$/);
  await designer.press('d');
  expect(shown()).toContain(
    'closes app ↔ web, app → web through a published port, tool → web through a published port',
  );
  expect(shown()).toContain('app no longer resolves web');
  expect(shown()).toContain('web no longer resolves app');
  await designer.press('d');
  expect(shown().length).toBeLessThanOrEqual(5);
  await designer.drop();
});

test('connect: one membership more, and the tip says what opens', async ({ designer }) => {
  await designer.holdServiceOverLane('web', 'back', 'connect');
  await expect(designer.tip).toContainText('Connects web to back.');
  await expect(designer.tip).toContainText('Opens 1 connection (db)');
  await designer.drop();
  expect(await designer.text()).toBe(
    rooms.replace('networks: [front]\n  app', 'networks: [front, back]\n  app'),
  );
  await expect(designer.tap('web', 'back')).toBeVisible();
});

test('connect a service on the implicit default: writes [default, front]', async ({ designer }) => {
  await expect(designer.lane('default')).toBeVisible();
  await designer.dragServiceToLane('tool', 'front', 'connect');
  expect(await designer.service('tool')).toEqual({ image: 'busybox:1.37', networks: ['default', 'front'] });
});

test('move a service off the implicit default: writes [front], the default lane goes', async ({
  designer,
}) => {
  await designer.dragServiceToLane('tool', 'front', 'move');
  expect(await designer.service('tool')).toEqual({ image: 'busybox:1.37', networks: ['front'] });
  await expect(designer.lane('default')).toHaveCount(0);
});

test('move off an implicit default that others share: the tip says what it closes', async ({ designer }) => {
  await designer.open(
    'services:\n  a: { image: busybox }\n  b: { image: busybox }\nnetworks: { front: {} }\n',
  );
  await designer.holdServiceOverLane('a', 'front', 'move');
  await expect(designer.tip).toContainText('Closes 1 connection (b)');
  await designer.drop();
});

test('dropped on empty canvas, on its lane, or taken back by Escape, a card changes nothing', async ({
  designer,
}) => {
  await designer.holdService('web');
  await designer.carryToEmptyCanvas();
  await expect(designer.tip).toContainText('Drop it on a network');
  await designer.drop();
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(rooms);

  await designer.holdServiceOverLane('web', 'front');
  await expect(designer.tip).toContainText('web is on front already');
  await designer.drop();
  await expect(designer.command('undo')).toBeDisabled();

  await designer.holdServiceOverLane('web', 'back', 'move');
  await designer.press('Escape');
  await expect(designer.tip).toHaveCount(0);
  await designer.letGo();
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(rooms);
});

test('on two networks, dropped into one of them: the tip says what that does, a menu at the drop asks', async ({
  designer,
}) => {
  const half = async (): Promise<void> => {
    await designer.holdServiceOverLane('app', 'mid');
    expect(designer.previewText().split('\n')).toEqual([
      'Moves app into mid. Closes 1 connection (web) without a known need.',
      'you choose at the drop; this is for: take it off front',
      'D for 2 details',
    ]);
    await designer.drop();
    await expect(designer.menuItem(/^Take it off front/)).toHaveCount(1);
    await expect(designer.command('undo')).toBeDisabled();
  };
  await half();
  await designer.menuItem(/^Keep it on both/).click();
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(rooms);
  await half();
  await designer.menuItem(/^Take it off front/).click();
  expect((await designer.service('app'))?.networks).toEqual(['mid']);
  await designer.undo();
  expect(await designer.text()).toBe(rooms);

  // With Shift it would only be connected to what it is on.
  await designer.hold('Shift', true);
  await designer.holdServiceOverLane('app', 'mid');
  await expect(designer.tip).toContainText('app is on mid already');
  await designer.drop();
  await designer.hold('Shift', false);
  await expect(designer.command('undo')).toBeDisabled();
});

test('move with two networks open: a menu at the drop, replace one', async ({ designer }) => {
  await designer.dragServiceToLane('app', 'back', 'move');
  await expect(designer.menuItem(/^Move from (front|mid) to/)).toHaveCount(2);
  await designer.menuItem(/^Move from mid to back/).click();
  expect((await designer.service('app'))?.networks).toEqual(['front', 'back']);
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
});

test('move with two networks open: a menu at the drop, move all; Escape in it changes nothing', async ({
  designer,
}) => {
  await designer.dragServiceToLane('app', 'back', 'move');
  await expect(designer.page.getByRole('menu')).toBeVisible();
  await designer.press('Escape');
  await expect(designer.page.getByRole('menu')).toHaveCount(0);
  expect(await designer.text()).toBe(rooms);

  await designer.dragServiceToLane('app', 'back', 'move');
  await designer.menuItem(/^Move from all networks/).click();
  expect((await designer.service('app'))?.networks).toEqual(['back']);
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
});

test('an address: moved out of its lane the tip says that it is dropped, aliases go along; connected it stays', async ({
  designer,
}) => {
  await designer.holdServiceOverLane('db', 'mid', 'move');
  await expect(designer.tip).toContainText('drops the fixed address 10.9.0.7 of db on back');
  await designer.drop();
  expect((await designer.service('db'))?.networks).toEqual({ mid: { aliases: ['store'] } });
  await designer.undo();

  // Nothing is said of it.
  await designer.holdServiceOverLane('db', 'mid', 'connect');
  await expect(designer.tip).toContainText('Connects db to mid.');
  await expect(designer.tip).not.toContainText('10.9.0.7');
  await designer.drop();
  expect(await designer.text()).toContain('10.9.0.7');
});

test('Shift on the move zone connects', async ({ designer }) => {
  await designer.holdServiceOverLane('web', 'mid', 'move');
  await designer.hold('Shift', true);
  await expect(designer.tip).toContainText('Connects web to mid.');
  await designer.drop();
  await designer.hold('Shift', false);
  expect((await designer.service('web'))?.networks).toEqual(['front', 'mid']);
});

test('the wall between two lanes connects to both', async ({ designer }) => {
  await designer.open(`services:
  web: { image: nginx, ports: ["80:80"], networks: [front] }
  app: { image: node, networks: [front, mid] }
  tail: { image: busybox, network_mode: none }
networks: { front: {}, mid: {} }
`);
  await designer.holdServiceOverWall('tail', 'front', 'mid');
  await expect(designer.tip).toContainText('Connects tail to front and mid.');
  await designer.drop();
  expect(await designer.service('tail')).toEqual({ image: 'busybox', networks: ['front', 'mid'] });
});

test('a drag is one undo step, redo brings it back', async ({ designer }) => {
  await designer.dragServiceToLane('web', 'mid', 'move');
  const moved = await designer.text();
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
  await designer.redo();
  expect(await designer.text()).toBe(moved);
});
