// Closed, open, bridged: cards on the tray, the host and back.

import { expect, test } from './test.tsx';

const stack = `services:
  web:
    image: nginx:1.27
    ports: ["8443:8443"]
    networks: [front]
  app:
    image: node:22
    expose: ["9000"]
    depends_on: [web]
    networks: [front]
  sniff:
    image: nicolaka/netshoot
    network_mode: "service:app"
  open:
    image: prom/node-exporter
    network_mode: host
    ports: ["9100:9100"]
    expose: ["9101"]
  old:
    image: busybox:1.37
    links: [web]
    networks: [front]
networks:
  front:
  back:
    internal: true
`;

test.beforeEach(async ({ designer }) => {
  await designer.open(stack);
});

test('a card on the tray is closed: networks go, and the tip says what closes', async ({ designer }) => {
  await designer.holdServiceOver('web', 'closed');
  await expect(designer.tip).toContainText('Closes web.');
  await expect(designer.tip).toContainText('Closes 4 connections: 2 of them are needed (app, old).');
  await designer.press('d');
  await expect(designer.tip).toContainText(/closes .*Outside → web at 0\.0\.0\.0:8443/);
  await designer.drop();
  expect(await designer.service('web')).toEqual({
    image: 'nginx:1.27',
    ports: ['8443:8443'],
    network_mode: 'none',
  });
  await designer.showPane('findings');
  await expect(designer.finding('CN105', 'web')).toBeVisible();
});

test('an owner with joined members on the tray: closes both, and says so', async ({ designer }) => {
  await designer.holdServiceOver('app', 'closed');
  await expect(designer.tip).toContainText('Closes app and sniff.');
  await designer.drop();
  expect((await designer.service('app'))?.network_mode).toBe('none');
  expect((await designer.service('sniff'))?.network_mode).toBe('service:app');
});

test('a lane to the host: ports stay, dead; networks go; lost names are listed', async ({ designer }) => {
  await designer.holdServiceOver('web', 'host');
  await expect(designer.tip).toContainText("Puts web on the host's network.");
  await designer.press('d');
  await expect(designer.tip).toContainText(/app.* no longer resolves? web/);
  await designer.drop();
  expect(await designer.service('web')).toEqual({
    image: 'nginx:1.27',
    ports: ['8443:8443'],
    network_mode: 'host',
  });
  await designer.showPane('findings');
  await expect(designer.finding('CN105', 'web')).toBeVisible();
});

test('a lane to the host is refused with links, offering to remove them', async ({ designer }) => {
  await designer.holdServiceOver('old', 'host');
  await expect(designer.tip).toContainText('has links');
  await designer.drop();
  await expect(designer.dialog()).toContainText('has links');
  expect(await designer.choice('mode=old:host:drop-links').textContent()).toContain('remove the links');
});

test('a lane to the host with its links removed: one step, both go', async ({ designer }) => {
  await designer.dragServiceTo('old', 'host');
  await designer.choice('mode=old:host:drop-links').click();
  expect(await designer.service('old')).toEqual({ image: 'busybox:1.37', network_mode: 'host' });
});

test('an open container to a lane: the mode goes, its dead ports come alive', async ({ designer }) => {
  await designer.showPane('findings');
  await expect(designer.finding('CN105', 'open')).toBeVisible();
  await designer.holdServiceOverLane('open', 'front', 'move');
  await expect(designer.tip).toContainText('Moves open to front.');
  await expect(designer.tip).toContainText(/opens .*Outside → open at 0\.0\.0\.0:9100/);
  await designer.drop();
  expect(await designer.service('open')).toEqual({
    image: 'prom/node-exporter',
    networks: ['front'],
    ports: ['9100:9100'],
    expose: ['9101'],
  });
  await expect(designer.finding('CN105', 'open')).toHaveCount(0);
});

test('an open container to a lane: the port that vanishes from the host is offered from expose', async ({
  designer,
}) => {
  await designer.holdServiceOverLane('open', 'front', 'move');
  await expect(designer.tip).toContainText('no longer on the host: open at 9101');
  await designer.drop();
  await designer.menuItem(/^Publish 9101 on 127\.0\.0\.1/).click();
  expect((await designer.service('open'))?.ports).toEqual(['9100:9100', '127.0.0.1:9101:9101']);
  expect(await designer.undoAll()).toBe(2);
  expect(await designer.text()).toBe(stack);
});

test('an open container to a lane: the offer can be left alone', async ({ designer }) => {
  await designer.dragServiceToLane('open', 'front', 'move');
  await designer.menuItem('Leave it so').click();
  await expect(designer.page.getByRole('menu')).toHaveCount(0);
  expect(await designer.undoAll()).toBe(1);
});

test('an open container to an internal lane: the ports are shown, and nothing dead is offered', async ({
  designer,
}) => {
  await designer.holdServiceOverLane('open', 'back', 'move');
  await expect(designer.tip).toContainText('no longer on the host: open at 9100, 9101');
  await designer.drop();
  await expect(designer.page.getByRole('menu')).toHaveCount(0);
});

test('an open container on the tray is closed', async ({ designer }) => {
  await designer.dragServiceTo('open', 'closed');
  expect((await designer.service('open'))?.network_mode).toBe('none');
});

test('a closed container on a lane gets that network', async ({ designer }) => {
  await designer.dragServiceTo('old', 'closed');
  await designer.dragServiceToLane('old', 'back', 'move');
  const old = await designer.service('old');
  expect(old?.networks).toEqual(['back']);
  expect(old).not.toHaveProperty('network_mode');
});

test('a container on the default bridge moved to a lane loses the mode', async ({ designer }) => {
  await designer.open(
    'services:\n  a:\n    image: busybox\n    network_mode: bridge\nnetworks:\n  front:\n',
    'bridge.yaml',
  );
  await expect(designer.lane('bridge')).toBeVisible();
  await designer.dragServiceToLane('a', 'front', 'move');
  expect(await designer.service('a')).toEqual({ image: 'busybox', networks: ['front'] });
});
