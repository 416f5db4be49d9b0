// Taps: a membership taken away, re-plugged, or added.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('a tap is re-plugged, pulled anew, and taken away', async ({ designer }) => {
  await test.step('a tap re-plugged moves that membership and no other', async () => {
    await designer.holdTapOver('app', 'mid', 'back');
    await expect(designer.tip).toContainText('Move app from mid to back');
    await expect(designer.tip).toContainText('opens app ↔ db');
    await designer.drop();
    expect(await designer.text()).toBe(rooms.replace('[front, mid]', '[front, back]'));
    await designer.undo();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('a new tap pulled from a card to a lane connects', async () => {
    await designer.plugNewTap('web', 'mid');
    expect(await designer.text()).toBe(
      rooms.replace('networks: [front]\n  app', 'networks: [front, mid]\n  app'),
    );
    await designer.undo();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('the cross on a tap takes that membership away', async () => {
    await designer.tap('app', 'mid').hover();
    await designer.tap('app', 'mid').getByTitle('Detach app from mid').click();
    await expect(designer.tap('app', 'mid')).toHaveCount(0);
    expect(await designer.text()).toBe(rooms.replace('[front, mid]', '[front]'));
  });
});
