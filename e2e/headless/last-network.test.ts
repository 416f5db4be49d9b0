// Nothing falls onto the default network by itself: taking the last membership away asks, each time.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

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
