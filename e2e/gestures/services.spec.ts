// What is done to a whole service: renamed, deleted, bound to an anchor, inactive.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

const keepAlias = /keep the old name as an alias/;

test('rename a service: the old name stays as an alias on every network', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspect('app');
  const field = inspector.getByRole('textbox', { name: 'Service name' });
  await field.fill('shop');
  await expect(inspector.getByRole('checkbox', { name: keepAlias })).toBeChecked();
  await field.press('Enter');
  await expect(designer.card('shop')).toBeVisible();
  await expect(designer.card('app')).toHaveCount(0);
  expect(await designer.service('shop')).toEqual({
    image: 'node:22',
    networks: { front: { aliases: ['app'] }, mid: { aliases: ['app'] } },
  });
});

test('delete a service: its entry goes, all other bytes stay', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.card('web').focus();
  await page.keyboard.press('Delete');
  await expect(designer.card('web')).toHaveCount(0);
  expect(await designer.text()).toBe(rooms.replace(/ {2}web:\n(?: {4}.*\n)+/, ''));
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
});

test('delete several: one undo step', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.card('web').click();
  await designer.card('tool').click({ modifiers: ['Shift'] });
  await expect(designer.inspector()).toContainText('2 selected');
  await page.keyboard.press('Delete');
  await expect(designer.card('tool')).toHaveCount(0);
  await expect(designer.cards()).toHaveCount(2);
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(rooms);
});
