// What is done to a whole network: deleted, closed to the outside, renamed, declared elsewhere.

import { rooms } from '../stacks/rooms.ts';
import type { Designer } from './designer.ts';
import { expect, test } from './test.tsx';

async function removeNetwork(designer: Designer, network: string) {
  const inspector = await designer.inspectNetwork(network);
  await inspector.getByRole('button', { name: `Remove the network ${network}` }).click();
}

test('delete a network in use: members with another one are detached', async ({ designer }) => {
  await designer.open(rooms);
  await removeNetwork(designer, 'mid');
  await expect(designer.lane('mid')).toHaveCount(0);
  expect(await designer.text()).toBe(rooms.replace('[front, mid]', '[front]').replace('  mid:\n', ''));
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
});

test('delete a network with sole members: closed, default and other lanes to choose, none preselected', async ({
  designer,
}) => {
  await designer.open(rooms);
  await removeNetwork(designer, 'front');
  await expect(designer.dialog()).toContainText('web');
  for (const to of ['none', 'default', 'mid', 'back']) {
    await expect(designer.choice(`remove-network=front:${to}`)).toBeVisible();
    await expect(designer.choice(`remove-network=front:${to}`)).not.toHaveFocus();
  }
  await designer.dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(await designer.text()).toBe(rooms);
});

for (const [to, written] of [
  ['none', { network_mode: 'none' }],
  ['default', {}],
  ['back', { networks: ['back'] }],
] as const) {
  test(`delete a network with a sole member, which goes to ${to}`, async ({ designer }) => {
    await designer.open(rooms);
    await removeNetwork(designer, 'front');
    await designer.choice(`remove-network=front:${to}`).click();
    await expect(designer.lane('front')).toHaveCount(0);
    expect(await designer.service('web')).toEqual({ image: 'nginx:1.27', ports: ['8443:8443'], ...written });
    expect((await designer.service('app'))?.networks).toEqual(['mid']);
  });
}

test('internal on: ways out lost and dead ports are shown, and how it is applied', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspectNetwork('front');
  const toggle = inspector.getByRole('button', { name: /^Make it internal/ });
  await toggle.hover();
  await expect(designer.page.getByRole('tooltip')).toContainText('Outside → web');
  await expect(designer.page.getByRole('tooltip')).toContainText('web → outside');
  await expect(designer.page.getByRole('tooltip')).toContainText('recreates front');
  await toggle.click();
  await expect(designer.finding('CN104', 'web')).toBeVisible();
  expect((await designer.written()).networks?.front).toEqual({ internal: true });
  await expect(designer.page.getByRole('contentinfo')).toContainText('recreates front');
});

test('internal off: what opens is shown', async ({ designer }) => {
  await designer.open(rooms);
  const inspector = await designer.inspectNetwork('back');
  const toggle = inspector.getByRole('button', { name: 'Give it a way out' });
  await toggle.hover();
  await expect(designer.page.getByRole('tooltip')).toContainText('db → outside');
  await toggle.click();
  expect((await designer.written()).networks?.back?.internal).not.toBe(true);
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

test('rename a network of a known project: keeping its name in Docker is offered', async ({ designer }) => {
  await designer.open(`name: shop\n${rooms}`);
  const inspector = await designer.inspectNetwork('front');
  const field = inspector.getByRole('textbox', { name: 'Network name' });
  await field.fill('edge');
  await inspector.getByRole('checkbox', { name: /shop_front/ }).check();
  await field.press('Enter');
  await expect(designer.lane('edge')).toBeVisible();
  expect((await designer.written()).networks?.edge).toEqual({ name: 'shop_front' });
  await expect(inspector.getByRole('checkbox', { name: /shop_/ })).toHaveCount(0);
  expect(await designer.undoAll()).toBe(1);
});

test('rename a network of a known project: unticked, no name is written', async ({ designer }) => {
  await designer.open(`name: shop\n${rooms}`);
  const inspector = await designer.inspectNetwork('front');
  const field = inspector.getByRole('textbox', { name: 'Network name' });
  await field.fill('edge');
  await field.press('Enter');
  await expect(designer.lane('edge')).toBeVisible();
  expect((await designer.written()).networks?.edge ?? null).toBe(null);
});

test('rename a network to a name that is taken: refused beside the field, the draft stays', async ({
  designer,
}) => {
  await designer.open(rooms);
  const inspector = await designer.inspectNetwork('front');
  const field = inspector.getByRole('textbox', { name: 'Network name' });
  await field.fill('mid');
  await field.press('Enter');
  await expect(inspector.getByRole('alert')).toContainText('mid');
  await expect(field).toHaveValue('mid');
  expect(await designer.text()).toBe(rooms);
});

const outer = `services:
  web:
    image: nginx:1.27
    networks: [proxy, own]
networks:
  proxy:
    external: true
  own:
`;

test('rename an external network without a name: it keeps the name outside', async ({ designer }) => {
  await designer.open(outer);
  const inspector = await designer.inspectNetwork('proxy');
  await inspector.getByRole('textbox', { name: 'Network name' }).fill('edge');
  await inspector.getByRole('textbox', { name: 'Network name' }).press('Enter');
  await expect(designer.lane('edge')).toBeVisible();
  const { networks, services } = await designer.written();
  expect(networks?.edge).toEqual({ external: true, name: 'proxy' });
  expect(services.web?.networks).toEqual(['edge', 'own']);
});

test('external lane: members can be changed, options cannot', async ({ designer }) => {
  await designer.open(outer);
  const inspector = await designer.inspectNetwork('proxy');
  await expect(inspector.getByRole('button', { name: /internal/ })).toHaveCount(0);
  await expect(inspector.getByRole('textbox', { name: 'New driver option' })).toHaveCount(0);
  await inspector.getByRole('button', { name: 'Detach web from proxy' }).click();
  expect((await designer.service('web'))?.networks).toEqual(['own']);
});

test('external lane: delete removes the declaration and the memberships only', async ({ designer }) => {
  await designer.open(outer);
  await removeNetwork(designer, 'proxy');
  expect(await designer.written()).toEqual({
    services: { web: { image: 'nginx:1.27', networks: ['own'] } },
    networks: { own: null },
  });
});

const partial = `services:
  web:
    image: nginx:1.27
    networks: [front, traefik]
networks:
  front:
`;

test('undeclared network: a ghost lane and one message', async ({ designer }) => {
  await designer.open(partial);
  await expect(designer.lane('traefik')).toContainText('not declared in this file');
  await expect(designer.finding('CN601')).toHaveCount(1);
  await expect(designer.finding('CN601')).toContainText('traefik');
  const inspector = await designer.inspectNetwork('traefik');
  await expect(inspector).toContainText('Add the file that declares it');
});

test('undeclared network: declared with one press', async ({ designer }) => {
  await designer.open(partial);
  const inspector = await designer.inspectNetwork('traefik');
  await inspector.getByRole('button', { name: 'Declare traefik in this file' }).click();
  await expect(designer.finding('CN601')).toHaveCount(0);
  expect((await designer.written()).networks).toHaveProperty('traefik');
});
