// One card dropped on another: both share a network namespace, where Compose and the Engine allow it.

import { expect, test } from './test.tsx';

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
  const owner = await designer.boxOf(designer.card('app'));
  const joined = await designer.boxOf(designer.card('sniff'));
  expect(joined.x).toBeGreaterThanOrEqual(owner.x);
  expect(joined.y).toBeGreaterThanOrEqual(owner.y);
  expect(joined.x + joined.width).toBeLessThanOrEqual(owner.x + owner.width);
  expect(joined.y + joined.height).toBeLessThanOrEqual(owner.y + owner.height);
  await expect(designer.card('app').locator('[data-service="sniff"]')).toHaveCount(0);
});

test('a card dropped on a card with Alt joins it', async ({ designer }) => {
  await designer.holdServiceToJoin('tail', 'web');
  await expect(designer.tip).toContainText('Joins tail to web.');
  await designer.drop();
  await designer.hold('Alt', false);
  expect(await designer.service('tail')).toEqual({ image: 'busybox:1.37', network_mode: 'service:web' });
});

test('a card dropped on the ring of another one joins it: the ring is there once the card is near, and says so at once', async ({
  designer,
}) => {
  await designer.holdService('tail');
  await expect(designer.zone('join')).toHaveCount(0);
  await designer.overCentre(designer.card('web'));
  await designer.overCentre(designer.zone('join'));
  await expect(designer.tip).toContainText('Joins tail to web.');
  await designer.drop();
  expect((await designer.service('tail'))?.network_mode).toBe('service:web');
});

test('a card that rests on another one is not joined, however long: time decides nothing', async ({
  designer,
}) => {
  await designer.holdService('tail');
  await designer.restOnCard('web');
  await expect(designer.tip).not.toContainText('Join');
  await designer.drop();
  expect(await designer.text()).toBe(stack);
});

test('a card that cannot be joined shows no ring', async ({ designer }) => {
  await designer.holdService('app');
  await designer.overCentre(designer.card('sniff'));
  await expect(designer.zone('join')).toHaveCount(0);
  await designer.drop();
});

test('a card dropped on a joined card joins its owner', async ({ designer }) => {
  await designer.joinOnto('tail', 'sniff');
  expect((await designer.service('tail'))?.network_mode).toBe('service:app');
});

test('a card dropped on a card: a cycle is refused', async ({ designer }) => {
  await designer.holdService('app');
  await designer.hold('Alt', true);
  await designer.overCentre(designer.card('sniff'));
  await expect(designer.tip).toContainText('cycle');
  await designer.drop();
  await designer.hold('Alt', false);
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(stack);
});

test('a card with ports dropped on a card: refused, offering to hand them over', async ({ designer }) => {
  await designer.holdServiceToJoin('web', 'app');
  await expect(designer.tip).toContainText('may not have ports');
  await designer.drop();
  await designer.hold('Alt', false);
  await expect(designer.dialog()).toContainText('may not have ports');
  await expect(designer.choice('mode=web:service:app:hand-over')).toContainText('move them there');
  await designer.dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(await designer.text()).toBe(stack);
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

test('a card dropped on a card whose image listens on the same port: the clash is shown', async ({
  designer,
}) => {
  await designer.open(`services:
  one: { image: "nginx:1.27", networks: [front], expose: ["80"] }
  two: { image: "nginx:1.27", networks: [front] }
networks: { front: {} }
`);
  await designer.holdServiceToJoin('two', 'one');
  await expect(designer.tip).toContainText('may clash: one and two both listen on 80');
  await designer.drop();
  await designer.hold('Alt', false);
});

test('a card with ports dropped on a card with the same: the clash is shown with the refusal', async ({
  designer,
}) => {
  await designer.holdServiceToJoin('web', 'app');
  await expect(designer.tip).toContainText('may not have ports');
  await expect(designer.tip).toContainText('clash: app and web both listen on 3000');
  await designer.drop();
  await designer.hold('Alt', false);
});

test('a joined card dragged out gets networks of its own', async ({ designer }) => {
  await designer.holdServiceOverLane('sniff', 'back', 'move');
  await expect(designer.tip).toContainText('Moves sniff to back.');
  await designer.drop();
  const sniff = await designer.service('sniff');
  expect(sniff?.networks).toEqual(['back']);
  expect(sniff).not.toHaveProperty('network_mode');
  await expect(designer.tap('sniff', 'back')).toBeVisible();
});

test('a joined card dragged out: references to localhost of the group are listed', async ({ designer }) => {
  await designer.holdServiceOverLane('sniff', 'back', 'move');
  await expect(designer.tip).toContainText(
    'stops working: sniff addresses localhost:3000 (environment TARGET), which is app',
  );
  await designer.drop();
});
