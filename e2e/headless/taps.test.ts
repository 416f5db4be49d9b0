// Taps: a membership taken away, re-plugged, or added. Nothing falls onto the default network by itself: taking the last one away asks.

import { describe } from 'vitest';
import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('a tap re-plugged moves that membership and no other', async ({ designer }) => {
  await designer.holdTapOver('app', 'mid', 'back');
  await expect(designer.tip).toContainText('Moves app from mid to back.');
  await expect(designer.tip).toContainText('Opens 1 connection');
  await designer.drop();
  expect(await designer.text()).toBe(rooms.replace('[front, mid]', '[front, back]'));
});

test('a tap re-plugged to a lane the service is on: nothing changes', async ({ designer }) => {
  await designer.dragTap('app', 'mid', 'front');
  expect(await designer.text()).toBe(rooms);
});

test('a tap of the implicit default re-plugged writes [mid]', async ({ designer }) => {
  await designer.dragTap('tool', 'default', 'mid');
  expect((await designer.service('tool'))?.networks).toEqual(['mid']);
});

test('a new tap pulled from a card to a lane connects', async ({ designer }) => {
  await designer.plugNewTap('web', 'mid');
  expect(await designer.text()).toBe(
    rooms.replace('networks: [front]\n  app', 'networks: [front, mid]\n  app'),
  );
});

test('Delete on a tap takes that membership away', async ({ designer }) => {
  await designer.tap('app', 'mid').focus();
  await designer.press('Delete');
  await expect(designer.tap('app', 'mid')).toHaveCount(0);
  expect(await designer.text()).toBe(rooms.replace('[front, mid]', '[front]'));
});

test('the cross on a tap takes that membership away', async ({ designer }) => {
  await designer.tap('app', 'mid').hover();
  await designer.tap('app', 'mid').getByTitle('Detach app from mid').click();
  await expect(designer.tap('app', 'mid')).toHaveCount(0);
  expect(await designer.text()).toBe(rooms.replace('[front, mid]', '[front]'));
});

test('taking away a membership that was not the last leaves the card where it was', async ({ designer }) => {
  await designer.tap('app', 'front').click();
  await designer.press('Delete');
  await expect(designer.tap('app', 'mid')).toBeVisible();
  expect((await designer.service('app'))?.networks).toEqual(['mid']);
});

describe('the last network', () => {
  test.beforeEach(async ({ designer }) => {
    await designer.open(rooms);
    await designer.tap('db', 'back').focus();
    await designer.press('Delete');
    await expect(designer.dialog()).toBeVisible();
  });

  test('detach the last network: refused, with closed and default to choose', async ({ designer }) => {
    await expect(designer.choice('detach=db:back:none')).toContainText('closed');
    await expect(designer.choice('detach=db:back:default')).toContainText('default network');
    await expect(designer.choice('detach=db:back:default')).toContainText('opens db → outside');
  });

  test('detach the last network, closed: network_mode none', async ({ designer }) => {
    await designer.choice('detach=db:back:none').click();
    await expect(designer.dialog()).toHaveCount(0);
    expect(await designer.service('db')).toEqual({ image: 'postgres:17', network_mode: 'none' });
  });

  test('detach the last network, default: the key goes', async ({ designer }) => {
    await designer.choice('detach=db:back:default').click();
    await expect(designer.tap('db', 'default')).toBeVisible();
    expect(await designer.service('db')).toEqual({ image: 'postgres:17' });
  });

  test('detach the last network, cancel: nothing changes', async ({ designer }) => {
    await designer.dialog().getByRole('button', { name: 'Cancel' }).click();
    await expect(designer.dialog()).toHaveCount(0);
    expect(await designer.text()).toBe(rooms);
  });

  test('detach the last network, Escape: nothing changes', async ({ designer }) => {
    await designer.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
    expect(await designer.text()).toBe(rooms);
  });
});
