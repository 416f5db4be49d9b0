// The open files elsewhere: what opens and closes on another Engine, as `diff --engine-to` says it; for Swarm and for Kubernetes first what
// differs there, then the text, and a person's word where something is lost.

import { parseEngine } from '../../src/core/reach/engine-kinds.ts';
import { workStore } from '../../src/page/state/page-stores.ts';
import { expect, test } from './test.tsx';

const apart = `services:
  web: { image: nginx, networks: [front], ports: ["127.0.0.1:8080:80"] }
  db: { image: postgres:16, networks: [back] }
  job: { image: alpine, network_mode: none }
  six: { image: example/six, networks: [both] }
networks: { front: {}, back: {}, both: { enable_ipv6: true } }
`;

test('what opens comes first, by family, and the choice is taken over', async ({ designer }) => {
  await designer.open(apart);
  await designer.press('Shift+E');
  const dialog = designer.dialog();
  await dialog.getByLabelText('The same files on').selectOption('swarm');
  const opened = dialog.locator('[data-engines="opened"]');
  await expect(opened).toContainText('outside reaches web at 0.0.0.0:8080/tcp');
  await expect(opened).toContainText('job has a way out over IPv4');
  await expect(opened).toContainText('CN109');
  await expect(opened).toContainText('CN518');
  await expect(opened).toContainText('CN518');
  await expect(dialog.locator('[data-engines="closed"]')).toContainText('six reaches the host over IPv6');

  await dialog.getByLabelText('The same files on').selectOption('podman-compose');
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
  await designer.dialog().getByLabelText('The same files on').selectOption('28');
  await expect(designer.dialog().locator('[data-engines="same"]')).toContainText('No differences');
});

test('what a swarm makes of single keys is fetched where one is predicted', async ({ designer }) => {
  await designer.open(apart);
  await designer.press('1');
  const { setOptions } = workStore;
  const { options } = workStore.getState();
  setOptions({ ...options, engine: parseEngine('swarm') ?? options.engine });
  await expect(designer.locator('[data-rule="CN518"]')).toContainText('network_mode of job');
  await expect(designer.locator('[data-rule="CN607"]')).toContainText('enable_ipv6 of the network both');
});

const shop = `name: shop
services:
  web: { image: nginx, networks: [front], ports: ["8080:80"] }
  admin: { image: adminer, networks: [front, back], ports: ["127.0.0.1:9000:8080"] }
  db: { image: postgres:16, networks: [back] }
networks:
  front: {}
  back: { internal: true }
`;

test('Swarm: what is lost is accepted, or decided, before the text is given', async ({ designer }) => {
  await designer.open(shop);
  await designer.command('export').click();
  await designer.dialog().locator('[data-export="export-swarm"]').click();
  const dialog = designer.dialog();
  const lost = dialog.locator('[data-report="lost"]');
  await expect(lost).toContainText('admin');
  await expect(lost).toContainText('SW12');
  const download = dialog.getByRole('button', { name: 'Download' });
  await expect(download).toBeDisabled();

  await dialog.getByLabelText('Ports on 127.0.0.1').selectOption('drop');
  await expect(dialog.locator('[data-report="lost"]')).toHaveCount(0);
  await expect(dialog.locator('[data-export-text]')).not.toContainText('127.0.0.1');
  await expect(download).toBeEnabled();

  const text = await dialog.locator('[data-export-text]').textContent();
  const { name, bytes } = await designer.given(() => download.click());
  expect(name).toBe('shop.stack.yaml');
  expect(new TextDecoder().decode(bytes)).toBe(text);
});

test('Kubernetes: the ranges and the type of Services are in the text, and a wrong range is named', async ({
  designer,
}) => {
  await designer.open(shop);
  await designer.command('export').click();
  await designer.dialog().locator('[data-export="export-kubernetes"]').click();
  const dialog = designer.dialog();
  const text = dialog.locator('[data-export-text]');
  await expect(text).toContainText('kind: NetworkPolicy');
  await expect(text).toContainText('type: LoadBalancer');
  await dialog.getByLabelText('Services of published ports').selectOption('NodePort');
  await expect(text).toContainText('type: NodePort');
  const ranges = dialog.getByLabelText('Ranges that are not the outside');
  await ranges.fill('10.0.0.0/40');
  await designer.press('Enter');
  await expect(dialog).toContainText('10.0.0.0/40: not an address range');
  await ranges.fill('100.64.0.0/10');
  await designer.press('Enter');
  await expect(text).toContainText('100.64.0.0/10');
  await expect(text).not.toContainText('192.168.0.0/16');
});
