// What is done to a whole network: deleted, closed to the outside, renamed, declared elsewhere.

import type { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

async function removeNetwork(designer: Designer, network: string) {
  const inspector = await designer.inspectNetwork(network);
  await inspector.getByRole('button', { name: `Remove the network ${network}` }).click();
}

test('delete a network with sole members: closed, default and other lanes to choose, none preselected', async ({
  designer,
}) => {
  await designer.open(rooms);
  await removeNetwork(designer, 'front');
  await expect(designer.dialog()).toContainText('web');
  for (const to of ['none', 'default', 'mid', 'back']) {
    await expect(designer.choice(`remove-network=front:${to}`)).toBeVisible();
    await expect(designer.choice(`remove-network=front:${to}`)).not.toBeFocused();
  }
  await designer.dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(await designer.text()).toBe(rooms);
});

test('internal on: ways out lost and dead ports are told, and how it is applied', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  const inspector = await designer.inspectNetwork('front');
  const toggle = inspector.getByRole('button', { name: 'Make it internal' });
  await toggle.hover();
  await expect(page.getByRole('tooltip')).toContainText('Outside → web');
  await expect(page.getByRole('tooltip')).toContainText('web → outside');
  await expect(page.getByRole('tooltip')).toContainText('docker compose down');
  await toggle.click();
  await designer.showPane('findings');
  await expect(designer.finding('CN104', 'web')).toBeVisible();
  expect((await designer.written()).networks?.front).toEqual({ internal: true });
  await expect(page.getByRole('contentinfo')).toContainText('needs down first for front');
});

test('rename a network: every reference follows, nothing else changes', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspectNetwork('front');
  await inspector.getByRole('textbox', { name: 'Network name' }).fill('edge');
  await inspector.getByRole('textbox', { name: 'Network name' }).press('Enter');
  await expect(designer.lane('edge')).toBeVisible();
  expect(await designer.text()).toBe(
    rooms
      .replace('networks: [front]\n', 'networks: [edge]\n')
      .replace('[front, mid]', '[edge, mid]')
      .replace('  front:\n', '  edge:\n'),
  );
});
