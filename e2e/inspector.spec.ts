// The inspector: every network fact, and what finishes a stack, ends up in the file; what cannot be is said beside it.

import type { Designer } from './page/designer.ts';
import { expect, test } from './page/test.ts';
import { rooms } from './stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

async function type(designer: Designer, name: string, value: string) {
  const field = designer.inspector().getByRole('textbox', { name, exact: true });
  await field.fill(value);
  await field.press('Enter');
}

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

test('ports: publish, remap, loopback, unpublish', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await inspector.getByRole('textbox', { name: 'Host port' }).fill('443');
  await inspector.getByRole('textbox', { name: 'Container port', exact: true }).fill('9586');
  await inspector.getByRole('button', { name: 'Publish' }).click();
  expect((await designer.service('app'))?.ports).toEqual(['443:9586']);
  await type(designer, 'Container port behind 443', '8443');
  expect((await designer.service('app'))?.ports).toEqual(['443:8443']);
  await inspector.getByRole('button', { name: 'Loopback' }).click();
  expect((await designer.service('app'))?.ports).toEqual(['127.0.0.1:443:8443']);
  await inspector.getByRole('button', { name: 'Unpublish 443' }).click();
  expect(await designer.service('app')).not.toHaveProperty('ports');
  await designer.undoAll();
  expect(await designer.text()).toBe(rooms);
});

test('reach: whom it reaches, and why', async ({ designer }) => {
  const inspector = await designer.inspect('app');
  await inspector.getByRole('button', { name: 'web', exact: true }).first().click();
  await expect(inspector).toContainText('app → web');
  await expect(inspector).toContainText(/front/);
  await expect(inspector.getByRole('button', { name: /^line \d+$/ }).first()).toBeVisible();
});
