// What opens and closes where the open files run on another Engine, as `diff --engine-to` says it.

import { parseEngine } from '../../src/core/analysis/engine-kinds.ts';
import { sessionStore } from '../../src/state/page-stores.ts';
import { expect, test } from './test.tsx';

const stack = `services:
  web: { image: nginx, networks: [front], ports: ["127.0.0.1:8080:80"] }
  db: { image: postgres:16, networks: [back] }
  job: { image: alpine, network_mode: none }
  six: { image: example/six, networks: [both] }
networks: { front: {}, back: {}, both: { enable_ipv6: true } }
`;

test('what opens comes first, by family, and the choice is taken over', async ({ designer }) => {
  await designer.open(stack);
  await designer.press('Shift+E');
  const dialog = designer.dialog();
  await dialog.getByLabel('The same files on').selectOption('swarm');
  const opened = dialog.locator('[data-engines="opened"]');
  await expect(opened).toContainText('outside reaches web at 0.0.0.0:8080/tcp');
  await expect(opened).toContainText('job has a way out over IPv4');
  await expect(opened).toContainText('CN109');
  await expect(opened).toContainText('CN518');
  await expect(opened).toContainText('CN518');
  await expect(dialog.locator('[data-engines="closed"]')).toContainText('six reaches the host over IPv6');

  await dialog.getByLabel('The same files on').selectOption('podman-compose');
  await expect(opened).toContainText('db reaches six, web');
  await expect(opened).not.toContainText('way out');
  await expect(opened).not.toContainText('CN518');

  await dialog.getByRole('button', { name: 'Predict with that Engine' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(designer.locator('.bh-assumptions')).toContainText('podman-compose');
});

test('nothing differs where nothing is apart', async ({ designer }) => {
  await designer.open('services:\n  web: { image: nginx }\n');
  await designer.press('Shift+E');
  await designer.dialog().getByLabel('The same files on').selectOption('28');
  await expect(designer.dialog().locator('[data-engines="same"]')).toContainText('Nothing opens or closes');
});

test('what a swarm makes of single keys is fetched where one is predicted', async ({ designer }) => {
  await designer.open(stack);
  await designer.press('1');
  const { options, setOptions } = sessionStore.getState();
  setOptions({ ...options, engine: parseEngine('swarm') ?? options.engine });
  await expect(designer.locator('[data-rule="CN518"]')).toContainText('network_mode of job');
  await expect(designer.locator('[data-rule="CN607"]')).toContainText('enable_ipv6 of the network both');
});
