// What the page guarantees about its picture, whatever is opened.

import { boxOf } from './page/pointer.ts';
import { expect, test } from './page/test.ts';
import { poll } from './stacks/poll.ts';
import { rooms } from './stacks/rooms.ts';
import { piles } from './visual/stacks.ts';

const houses = `services:
  app: { image: node, networks: [front] }
  sniff-1: { image: netshoot, network_mode: "service:app" }
  sniff-2: { image: netshoot, network_mode: "service:app" }
  sniff-3: { image: netshoot, network_mode: "service:app" }
  open: { image: exporter, network_mode: host }
  shut: { image: busybox, network_mode: none }
  old: { image: busybox, network_mode: bridge }
  idle: { image: busybox }
networks: { front: {}, unused: {} }
`;

test('a card for each service, a lane for each network, a tap for each membership; ports, stubs, rails, piles, pinned cards, the legend', async ({
  designer,
  page,
}) => {
  for (const [name, text, services, networks, memberships] of [
    ['the poll', poll, 5, 2, 7],
    ['the rooms', rooms, 4, 4, 5],
    ['every kind of container', houses, 8, 4, 3],
  ] as const) {
    await test.step(name, async () => {
      await designer.openNext(text, `${name}.yaml`);
      await expect(designer.cards()).toHaveCount(services);
      await expect(designer.lanes()).toHaveCount(networks);
      await expect(designer.taps()).toHaveCount(memberships);
      for (const place of ['outside', 'wall', 'host', 'closed'] as const) {
        await expect(designer.place(place)).toHaveCount(1);
        await expect(designer.place(place)).toBeVisible();
      }
      // Each card can be grabbed at its centre.
      const covered = () =>
        designer.cards().evaluateAll((cards) =>
          cards.flatMap((card) => {
            const { x, y, width, height } = card.getBoundingClientRect();
            const top = document
              .elementFromPoint(x + width / 2, y + height / 2)
              ?.closest('[data-service], [data-tap]');
            return top === card ? [] : [card.getAttribute('data-service')];
          }),
        );
      // What is shown of the opening may still come and go.
      await expect.poll(covered, name).toEqual([]);
    });
  }
  await expect(designer.lane('default')).toContainText('none named');
  await expect(designer.lane('bridge')).toContainText("Docker's default bridge");

  await test.step('a published port is drawn with host port, container port and where it ends', async () => {
    const ports = `services:
  web: { image: nginx, ports: ["443:9586"], networks: [front] }
  admin: { image: nginx, ports: ["127.0.0.1:8081:80"], networks: [front] }
  dead: { image: nginx, ports: ["8082:80"], networks: [back] }
networks: { front: {}, back: { internal: true } }
`;
    await designer.openNext(ports, 'ports.yaml');
    await expect(page.getByRole('button', { name: /443 → 9586\/tcp/ })).toBeVisible();
    await expect(designer.card('admin').getByTitle('127.0.0.1:8081 → 80/tcp: this host only')).toBeVisible();
    await expect(page.getByRole('button', { name: /8082 → 80\/tcp/ })).toBeVisible();
  });
  await test.step('a network of one member is a stub on its card, one that ties all together a rail', async () => {
    await designer.openNext(piles, 'piles.yaml');
    const card = await boxOf(designer.card('gateway'));
    const stub = await boxOf(designer.lane('edge'));
    expect(stub.y).toBeGreaterThan(card.y + card.height);
    expect(stub.x + stub.width).toBeLessThanOrEqual(card.x + card.width + 1);
    await expect(designer.tap('gateway', 'edge')).toBeVisible();
    const rail = await boxOf(designer.lane('monitoring'));
    const core = await boxOf(designer.lane('core'));
    expect(rail.y).toBeGreaterThan(core.y + core.height);
    await expect(designer.tap('probe-1', 'monitoring')).toBeVisible();
  });
  await test.step('what is alike lies in a pile until one is asked for', async () => {
    await expect(page.locator('[data-pile="9"]')).toBeVisible();
    await expect(page.locator('[data-pile="7"]')).toBeVisible();
    await expect(designer.card('worker-3')).toHaveCount(0);
    await designer.focus('worker-3');
    await expect(designer.card('worker-3')).toBeVisible();
    await expect(page.locator('[data-pile="8"]')).toBeVisible();
    await page.locator('[data-pile="7"]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-pile="7"]')).toHaveCount(0);
    await expect(designer.card('agent-7')).toBeVisible();
  });
  await test.step('a card that was put elsewhere in its lane stays there, also when the file is opened again', async () => {
    const text =
      'services:\n  one: { image: node, networks: [front] }\n  two: { image: node, networks: [front] }\nnetworks: { front: {} }\n';
    await designer.openNext(text, 'two.yaml');
    const top = async (service: string) => (await boxOf(designer.card(service))).y;
    const [one, two] = [await top('one'), await top('two')];
    await designer.card('one').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => top('one')).toBe(two);
    await expect.poll(() => top('two')).toBe(one);
    await expect(designer.card('one')).toHaveAccessibleName(/pinned/);
    await designer.open(text, 'two.yaml');
    await expect.poll(() => top('one')).toBe(two);
    await designer.card('one').focus();
    await page.keyboard.press('p');
    await expect(designer.card('one')).not.toHaveAccessibleName(/pinned/);
  });
  await test.step('the legend comes and goes, and is remembered', async () => {
    const legend = page.getByRole('region', { name: 'Legend' });
    await expect(legend).toHaveCount(0);
    await designer.command('legend').click();
    await expect(legend).toContainText('reaches all in it');
    await page.reload();
    await expect(legend).toBeVisible();
    await legend.getByRole('button', { name: 'Hide the legend' }).click();
    await expect(legend).toHaveCount(0);
  });
});
