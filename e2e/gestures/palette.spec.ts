// Palette items: a ready container where it is dropped.

import { expect, test } from '../page/test.ts';

test('dropped on a lane of the empty canvas a container begins a file, dropped on a card the monitor joins it, Enter places one where its kind belongs', async ({
  designer,
  page,
}) => {
  await designer.holdPaletteOver('web', designer.lane('front'));
  await expect(designer.tip).toContainText('Adds web on front.');
  await designer.drop();
  await expect(designer.tap('web', 'front')).toBeVisible();
  await designer.dragPalette('monitor', designer.card('web'));
  await expect(designer.card('monitor')).toBeVisible();
  await designer.palette('database').focus();
  await page.keyboard.press('Enter');
  await expect(designer.tap('database', 'back')).toBeVisible();
  const { services, networks } = await designer.written();
  expect(services.web?.networks).toEqual(['front']);
  expect(services.monitor?.network_mode).toBe('service:web');
  expect(networks).toEqual({ front: null, mid: null, back: { internal: true } });
});
