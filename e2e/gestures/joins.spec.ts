// One card dropped on another: both share a network namespace, where Compose and the Engine allow it.

import { boxOf, carryTo, centreOf } from '../page/pointer.ts';
import { expect, test } from '../page/test.ts';

const stack = `services:
  app:
    image: node:22
    ports: ["3000:3000"]
    networks: [front, back]
  sniff:
    image: nicolaka/netshoot
    network_mode: "service:app"
    environment:
      TARGET: http://localhost:3000
  tail:
    image: busybox:1.37
    networks: [front]
  web:
    image: nginx:1.27
    ports: ["3001:3000"]
    networks: [front]
networks:
  front:
  back:
`;

test.beforeEach(async ({ designer }) => {
  await designer.open(stack);
});

test('a joined card lies inside the picture of its owner and is no child of it', async ({ designer }) => {
  const owner = await boxOf(designer.card('app'));
  const joined = await boxOf(designer.card('sniff'));
  expect(joined.x).toBeGreaterThanOrEqual(owner.x);
  expect(joined.y).toBeGreaterThanOrEqual(owner.y);
  expect(joined.x + joined.width).toBeLessThanOrEqual(owner.x + owner.width);
  expect(joined.y + joined.height).toBeLessThanOrEqual(owner.y + owner.height);
  await expect(designer.card('app').locator('[data-service="sniff"]')).toHaveCount(0);
});

test('a card dropped on a card with Alt joins it', async ({ designer }) => {
  await designer.holdServiceToJoin('tail', 'web');
  await expect(designer.tip).toContainText('Join tail to web');
  await designer.drop();
  await designer.page.keyboard.up('Alt');
  expect(await designer.service('tail')).toEqual({ image: 'busybox:1.37', network_mode: 'service:web' });
});

test('a card held over a card joins it', async ({ designer, page }) => {
  await designer.holdService('tail');
  await carryTo(page, centreOf(await boxOf(designer.card('web'))));
  await expect(designer.tip).toContainText('Join tail to web');
  await designer.drop();
  expect((await designer.service('tail'))?.network_mode).toBe('service:web');
});

test('a card with ports handed over to its owner: one undo step', async ({ designer }) => {
  await designer.joinOnto('web', 'app');
  await designer.choice('mode=web:service:app:hand-over').click();
  await expect(designer.dialog()).toHaveCount(0);
  expect(await designer.service('web')).toEqual({ image: 'nginx:1.27', network_mode: 'service:app' });
  expect((await designer.service('app'))?.ports).toEqual(['3000:3000', '3001:3000']);
  expect(await designer.undoAll()).toBe(1);
  expect(await designer.text()).toBe(stack);
});

test('a joined card dragged out gets networks of its own', async ({ designer }) => {
  await designer.holdServiceOverLane('sniff', 'back', 'move');
  await expect(designer.tip).toContainText('Move sniff to back');
  await designer.drop();
  const sniff = await designer.service('sniff');
  expect(sniff?.networks).toEqual(['back']);
  expect(sniff).not.toHaveProperty('network_mode');
  await expect(designer.tap('sniff', 'back')).toBeVisible();
});
