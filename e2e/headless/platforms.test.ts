// The open files for Swarm and for Kubernetes: first what differs there, then the text, and a person's word where something is lost.

import { expect, test } from './test.tsx';

const stack = `name: shop
services:
  web: { image: nginx, networks: [front], ports: ["8080:80"] }
  admin: { image: adminer, networks: [front, back], ports: ["127.0.0.1:9000:8080"] }
  db: { image: postgres:16, networks: [back] }
networks:
  front: {}
  back: { internal: true }
`;

test('Swarm: what is lost is accepted, or decided, before the text is given', async ({ designer }) => {
  await designer.open(stack);
  await designer.command('export').click();
  await designer.dialog().locator('[data-export="export-swarm"]').click();
  const dialog = designer.dialog();
  const lost = dialog.locator('[data-report="lost"]');
  await expect(lost).toContainText('admin');
  await expect(lost).toContainText('SW12');
  const download = dialog.getByRole('button', { name: 'Download' });
  await expect(download).toBeDisabled();

  await dialog.getByLabel('Ports on 127.0.0.1').selectOption('drop');
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
  await designer.open(stack);
  await designer.command('export').click();
  await designer.dialog().locator('[data-export="export-kubernetes"]').click();
  const dialog = designer.dialog();
  const text = dialog.locator('[data-export-text]');
  await expect(text).toContainText('kind: NetworkPolicy');
  await expect(text).toContainText('type: LoadBalancer');
  await dialog.getByLabel('Services of published ports').selectOption('NodePort');
  await expect(text).toContainText('type: NodePort');
  const ranges = dialog.getByLabel('Ranges that are not the outside');
  await ranges.fill('10.0.0.0/40');
  await designer.press('Enter');
  await expect(dialog).toContainText('10.0.0.0/40: this is no range of addresses');
  await ranges.fill('100.64.0.0/10');
  await designer.press('Enter');
  await expect(text).toContainText('100.64.0.0/10');
  await expect(text).not.toContainText('192.168.0.0/16');
});
