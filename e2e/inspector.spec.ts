// The inspector: every network fact, and what finishes a stack, ends up in the file; what cannot be is said beside it.

import { expect, test } from './page/test.ts';
import { rooms } from './stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('mode: closed, open, bridged', async ({ designer }) => {
  const inspector = await designer.inspect('web');
  await inspector.getByText('Closed', { exact: true }).click();
  expect((await designer.service('web'))?.network_mode).toBe('none');
  await inspector.getByText('Open', { exact: true }).click();
  expect((await designer.service('web'))?.network_mode).toBe('host');
  await inspector.getByText('Bridged', { exact: true }).click();
  expect((await designer.service('web'))?.networks).toEqual(['front']);
  expect(await designer.undoAll()).toBe(3);
  expect(await designer.text()).toBe(rooms);
});

test('reach: whom it reaches, and why', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await inspector.getByRole('button', { name: 'web', exact: true }).first().click();
  await expect(inspector).toContainText('app → web');
  await expect(inspector).toContainText(/front/);
  await expect(inspector.getByRole('button', { name: /^line \d+$/ }).first()).toBeVisible();
});
