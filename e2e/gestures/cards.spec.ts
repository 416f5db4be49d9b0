// What can be dragged on the picture, once each and one after the other: cards on lanes, walls, cards and places, taps on lanes.
// What each writes, to the byte, and all that is shown before the drop, is held without a browser (e2e/headless).

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test('a card is moved, connected, left where it was, joined, closed and opened; a tap is re-plugged, pulled anew and taken away', async ({
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
    await expect(designer.tip).toContainText('Move web from front to mid');
    await designer.drop();
    expect(await designer.text()).toBe(rooms.replace('networks: [front]\n  app', 'networks: [mid]\n  app'));
    await undone();
  });
  await test.step('connect: one membership more, and the tip says what opens', async () => {
    await designer.holdServiceOverLane('web', 'back', 'connect');
    await expect(designer.tip).toContainText('Connect web to back');
    await expect(designer.tip).toContainText('opens db ↔ web');
    await designer.drop();
    await expect(designer.tap('web', 'back')).toBeVisible();
    await expect(designer.tap('web', 'front')).toBeVisible();
    await undone();
  });
  await test.step('Shift on the move zone connects', async () => {
    await designer.holdServiceOverLane('web', 'mid', 'move');
    await page.keyboard.down('Shift');
    await expect(designer.tip).toContainText('Connect web to mid');
    await designer.drop();
    await page.keyboard.up('Shift');
    await expect(designer.tap('web', 'mid')).toBeVisible();
    await expect(designer.tap('web', 'front')).toBeVisible();
    await undone();
  });
  await test.step('a card dropped on empty canvas snaps back', async () => {
    await designer.holdService('web');
    await designer.carryToEmptyCanvas();
    await expect(designer.tip).toContainText('Drop it on a network');
    await designer.drop();
    await expect(designer.command('undo')).toBeDisabled();
  });
  await test.step('Escape takes a drag back', async () => {
    await designer.holdServiceOverLane('web', 'back', 'move');
    await page.keyboard.press('Escape');
    await expect(designer.tip).toHaveCount(0);
    await page.mouse.up();
    await expect(designer.command('undo')).toBeDisabled();
  });
  await test.step('move with two networks open: a menu at the drop, replace one', async () => {
    await designer.dragServiceToLane('app', 'back', 'move');
    await expect(designer.menuItem(/^Replace /)).toHaveCount(2);
    await designer.menuItem('Replace mid by back').click();
    await expect(designer.tap('app', 'back')).toBeVisible();
    await expect(designer.tap('app', 'mid')).toHaveCount(0);
    await undone();
  });
  await test.step('the wall between two lanes connects to both', async () => {
    await designer.holdServiceOverWall('tool', 'front', 'mid');
    await expect(designer.tip).toContainText('Connect tool to front and mid');
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  await test.step('a card dropped on a card with Alt, or held over it, joins it', async () => {
    await designer.holdServiceToJoin('tool', 'web');
    await expect(designer.tip).toContainText('Join tool to web');
    await designer.drop();
    await page.keyboard.up('Alt');
    expect(await designer.service('tool')).toEqual({ image: 'busybox:1.37', network_mode: 'service:web' });
    await undone();
    await designer.holdService('tool');
    await designer.overCentre(designer.card('web'));
    await expect(designer.tip).toContainText('Join tool to web');
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  await test.step('a card on the tray is closed, one on the host is open', async () => {
    await designer.holdServiceOver('web', 'closed');
    await expect(designer.tip).toContainText('Close web');
    await expect(designer.tip).toContainText(/loses .*Outside → web \(0\.0\.0\.0:8443/);
    await designer.drop();
    await expect(designer.card('web')).toHaveAccessibleName(/closed/i);
    await undone();
    await designer.holdServiceOver('web', 'host');
    await expect(designer.tip).toContainText("Open web to the host's network");
    await designer.drop();
    await expect(designer.card('web')).toHaveAccessibleName(/open/i);
    await undone();
  });
  await test.step('a tap re-plugged moves that membership and no other', async () => {
    await designer.holdTapOver('app', 'mid', 'back');
    await expect(designer.tip).toContainText('Move app from mid to back');
    await expect(designer.tip).toContainText('opens app ↔ db');
    await designer.drop();
    await expect(designer.tap('app', 'back')).toBeVisible();
    await expect(designer.tap('app', 'front')).toBeVisible();
    await undone();
  });
  await test.step('a new tap pulled from a card connects: to a lane, or to a network that it makes', async () => {
    await designer.plugNewTap('web', 'mid');
    await expect(designer.tap('web', 'mid')).toBeVisible();
    await undone();
    await designer.pullNewTap('web');
    await designer.carryToEmptyCanvas();
    await expect(designer.tip).toContainText('Connect web to a new network, network');
    await designer.drop();
    await expect(designer.lane('network')).toBeVisible();
    await undone();
    await page.keyboard.press('Escape');
    await expect(designer.inspector()).toHaveCount(0);
  });
  await test.step('the cross on a tap takes that membership away', async () => {
    await designer.tap('app', 'mid').hover();
    await designer.tap('app', 'mid').getByTitle('Detach app from mid').click();
    await expect(designer.tap('app', 'mid')).toHaveCount(0);
    await undone();
    expect(await designer.text()).toBe(rooms);
  });
});
