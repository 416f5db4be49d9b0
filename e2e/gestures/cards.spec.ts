// What can be dragged on the picture, once each and one after the other: cards on lanes, cards and places, taps on lanes. What each
// writes, to the byte, all that is shown before the drop, the other zone of a lane and the other places, walls, the empty canvas, a card that
// is held still, keys and menus at the drop are held without a browser (e2e/headless: cards, taps, joins, modes and beside-drags).

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test('a card is moved, left where it was, joined and closed; a tap is re-plugged, pulled anew and taken away', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  const undone = async () => {
    await designer.undo();
    await expect(designer.command('undo')).toBeDisabled();
  };
  await test.step('move: the one membership becomes another, one line changes', async () => {
    await designer.holdServiceOverLane('web', 'mid', 'move');
    await expect(designer.zone('move')).toBeVisible();
    await expect(designer.zone('connect')).toBeVisible();
    await expect(designer.tip).toContainText('Moves web from front to mid.');
    await designer.drop();
    expect(await designer.text()).toBe(rooms.replace('networks: [front]\n  app', 'networks: [mid]\n  app'));
    await undone();
  });
  await test.step('Escape takes a drag back', async () => {
    await designer.holdServiceOverLane('web', 'back', 'move');
    await page.keyboard.press('Escape');
    await expect(designer.tip).toHaveCount(0);
    await page.mouse.up();
    await expect(designer.command('undo')).toBeDisabled();
  });
  await test.step('a card dropped on a card with Alt joins it', async () => {
    await designer.holdServiceToJoin('tool', 'web');
    await expect(designer.tip).toContainText('Joins tool to web.');
    await designer.drop();
    await page.keyboard.up('Alt');
    expect(await designer.service('tool')).toEqual({ image: 'busybox:1.37', network_mode: 'service:web' });
    await undone();
  });
  await test.step('a card on the tray is closed', async () => {
    await designer.holdServiceOver('web', 'closed');
    await expect(designer.tip).toContainText('Closes web.');
    await expect(designer.tip).toContainText(/closes .*Outside → web at 0\.0\.0\.0:8443/);
    await designer.drop();
    await expect(designer.card('web')).toHaveAccessibleName(/closed/i);
    await undone();
  });
  await test.step('a tap re-plugged moves that membership and no other', async () => {
    await designer.holdTapOver('app', 'mid', 'back');
    await expect(designer.tip).toContainText('Moves app from mid to back.');
    await expect(designer.tip).toContainText('Opens 1 connection');
    await designer.drop();
    await expect(designer.tap('app', 'back')).toBeVisible();
    await expect(designer.tap('app', 'front')).toBeVisible();
    await undone();
  });
  await test.step('a new tap pulled from a card connects', async () => {
    await designer.plugNewTap('web', 'mid');
    await expect(designer.tap('web', 'mid')).toBeVisible();
    await undone();
  });
  await test.step('the cross on a tap takes that membership away', async () => {
    await designer.tap('app', 'mid').hover();
    await designer.tap('app', 'mid').getByTitle('Detach app from mid').click();
    await expect(designer.tap('app', 'mid')).toHaveCount(0);
    await undone();
    expect(await designer.text()).toBe(rooms);
  });
});
