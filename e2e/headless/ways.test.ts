// How one reaches another over several hops: by key and by two selected containers, in words and in the picture.

import { expect, test } from './test.tsx';

const stack = `services:
  proxy: { image: nginx, networks: [front], ports: ["443:8443"] }
  api: { image: node, networks: [front, back] }
  agent: { image: portainer/agent, networks: [back], volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }
  vault: { image: vault, network_mode: none }
networks: { front: {}, back: { internal: true } }
`;

test.beforeEach(async ({ designer }) => {
  await designer.open(stack);
});

test('from outside to the host, each hop with its reason and line', async ({ designer }) => {
  await designer.press('w');
  const dialog = designer.dialog();
  await expect(dialog).toContainText(
    'Outside can reach the host in 4 hops, by taking over each container on the way.',
  );
  const hops = dialog.getByLabelText('The shortest way');
  await expect(hops).toContainText('Outside → proxy');
  await expect(hops).toContainText('whoever controls api reaches agent over back');
  await expect(hops).toContainText('agent holds the socket of the container runtime');
  await expect(hops.getByRole('button', { name: 'line 4' })).toHaveCount(2);
  await dialog.getByLabelText('To').selectOption('vault');
  await expect(dialog).toContainText('Outside can reach vault in 5 hops');
  await dialog.getByRole('button', { name: 'Swap' }).click();
  await expect(dialog).toContainText('Nothing leads from vault to Outside');
});

test('of two selected containers, shown in the picture', async ({ designer }) => {
  await designer.card('proxy').click();
  await designer.card('agent').click({ modifiers: ['Shift'] });
  await expect(designer.inspector()).toContainText('agent reaches proxy in 2 hops');
  await designer.inspector().locator('[data-command="ways"]').click();
  const dialog = designer.dialog();
  await expect(dialog).toContainText('proxy can reach agent in 2 hops');
  await dialog.getByRole('button', { name: 'Show in the picture' }).click();
  await expect(designer.locator('[data-overlay="way"]')).toContainText('2 hops: proxy → api → agent.');
  await expect(designer.locator('[data-mark="api"]')).toHaveText('hop 1');
});

test('as a link', async ({ designer }) => {
  await designer.follow('overlay=way%3A%40outside%3Avault');
  await expect(designer.locator('[data-overlay="way"]')).toContainText(
    '5 hops: Outside → proxy → api → agent → the host → vault.',
  );
  await expect(designer.locator('[data-mark="agent"]')).toHaveText('hop 3, to the host');
});

test('the blast radius begins outside where nothing is selected', async ({ designer }) => {
  await designer.press('b');
  await expect(designer.locator('[data-overlay="blast"]')).toContainText('Blast radius from outside');
  await expect(designer.locator('[data-overlay="blast"]')).toContainText(
    'The host falls at agent, which holds',
  );
});
