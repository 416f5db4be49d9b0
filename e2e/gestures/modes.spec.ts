// Closed, open, bridged: cards on the tray, the host and back.

import { expect, test } from '../page/test.ts';

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
  await expect(designer.tip).toContainText('Close web');
  await expect(designer.tip).toContainText('closes app ↔ web');
  await expect(designer.tip).toContainText(/loses .*Outside → web \(0\.0\.0\.0:8443/);
  await designer.drop();
  expect(await designer.service('web')).toEqual({
    image: 'nginx:1.27',
    ports: ['8443:8443'],
    network_mode: 'none',
  });
  await designer.showPane('findings');
  await expect(designer.finding('CN105', 'web')).toBeVisible();
});

test('a lane to the host: ports stay, dead; networks go; lost names are listed', async ({ designer }) => {
  await designer.holdServiceOver('web', 'host');
  await expect(designer.tip).toContainText("Open web to the host's network");
  await expect(designer.tip).toContainText(/names lost: .*web for .*app/);
  await designer.drop();
  expect(await designer.service('web')).toEqual({
    image: 'nginx:1.27',
    ports: ['8443:8443'],
    network_mode: 'host',
  });
  await designer.showPane('findings');
  await expect(designer.finding('CN105', 'web')).toBeVisible();
});
