// Palette items: a ready container, network or template where it is dropped.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test('a container on a lane of the empty canvas begins a file', async ({ designer }) => {
  await designer.holdPaletteOver('web', designer.lane('front'));
  await expect(designer.tip).toContainText('New web on front');
  await designer.drop();
  await expect(designer.tap('web', 'front')).toBeVisible();
  const { services, networks } = await designer.written();
  expect(services.web?.networks).toEqual(['front']);
  expect(networks).toEqual({ front: null, mid: null, back: { internal: true } });
});

test('the monitor joins the container it is dropped on', async ({ designer }) => {
  await designer.open(rooms);
  await designer.dragPalette('monitor', designer.card('app'));
  expect((await designer.service('monitor'))?.network_mode).toBe('service:app');
});

test('Enter on a palette item places it where its kind belongs', async ({ designer, page }) => {
  await designer.palette('database').focus();
  await page.keyboard.press('Enter');
  await expect(designer.tap('database', 'back')).toBeVisible();
});
