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

test('a card joins another: dropped with Alt, or held over it', async ({ designer, page }) => {
  await test.step('a card dropped on a card with Alt joins it', async () => {
    await designer.holdServiceToJoin('tail', 'web');
    await expect(designer.tip).toContainText('Join tail to web');
    await designer.drop();
    await designer.page.keyboard.up('Alt');
    expect(await designer.service('tail')).toEqual({ image: 'busybox:1.37', network_mode: 'service:web' });
    await designer.undo();
    expect(await designer.text()).toBe(stack);
  });
  await test.step('a card held over a card joins it', async () => {
    await designer.holdService('tail');
    await carryTo(page, centreOf(await boxOf(designer.card('web'))));
    await expect(designer.tip).toContainText('Join tail to web');
    await designer.drop();
    expect((await designer.service('tail'))?.network_mode).toBe('service:web');
  });
});
