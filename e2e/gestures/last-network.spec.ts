// Nothing falls onto the default network by itself: taking the last membership away asks, each time.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.tap('db', 'back').focus();
  await page.keyboard.press('Delete');
  await expect(designer.dialog()).toBeVisible();
});

test('detach the last network, closed: network_mode none', async ({ designer }) => {
  await designer.choice('detach=db:back:none').click();
  await expect(designer.dialog()).toHaveCount(0);
  expect(await designer.service('db')).toEqual({ image: 'postgres:17', network_mode: 'none' });
});
