// A stack from nothing by keyboard alone, with every key counted: front, mid and back, a published port, an alias, no
// capability but one.

import { expect, test } from './page/test.ts';

test('front, mid and back, 443 to 9586, an alias, drop all and NET_BIND_SERVICE: the keys it takes; a row that is removed leaves the focus beside it', async ({
  designer,
  page,
}, info) => {
  const keys: string[] = [];
  async function press(...pressed: readonly string[]) {
    for (const key of pressed) {
      keys.push(key);
      await page.keyboard.press(key);
    }
  }
  async function type(text: string) {
    keys.push(...text);
    await page.keyboard.type(text);
  }
  const inspector = designer.inspector();

  // The first container begins a file from the template: front, mid and back are there with it.
  await press('n');
  await type('web');
  await press('Enter');
  await expect(designer.card('web')).toBeVisible();
  for (const network of ['front', 'mid', 'back']) await expect(designer.lane(network)).toHaveCount(1);

  await press('e', '3');
  await expect(inspector.getByRole('textbox', { name: 'Host port' })).toBeFocused();
  await type('443');
  await press('Tab');
  await type('9586');
  await press('Enter');
  await expect(inspector.getByRole('textbox', { name: 'Container port behind 443' })).toHaveValue('9586');

  await press('Escape', 'e', '2');
  await expect(inspector.getByRole('textbox', { name: 'New alias on front' })).toBeFocused();
  await type('shop');
  await press('Enter');
  await expect(inspector.getByRole('button', { name: 'Remove the alias shop on front' })).toBeVisible();

  await press('Escape', 'e', '5', 'Space');
  await expect(inspector.getByRole('checkbox', { name: 'Drop all, then opt in' })).toBeChecked();
  const low = inspector.getByRole('checkbox', { name: /^NET_BIND_SERVICE/ });
  for (let at = 0; at < 6; at++) {
    await press('Tab');
    if (await low.evaluate((box) => box === document.activeElement)) break;
  }
  await press('Space');
  await expect(low).toBeChecked();

  const { services, networks } = await designer.written();
  expect(Object.keys(networks ?? {})).toEqual(['front', 'mid', 'back']);
  expect(services.web).toMatchObject({
    networks: { front: { aliases: ['shop'] } },
    ports: ['443:9586'],
    cap_drop: ['ALL'],
    cap_add: ['NET_BIND_SERVICE'],
  });
  const words = keys.map((key) => (key.length === 1 ? key : `[${key}]`)).join('');
  info.annotations.push({ type: 'keys', description: `${keys.length}: ${words}` });
  console.log(`${keys.length} keys: ${words}`);
  expect(keys.length).toBeLessThanOrEqual(45);

  await test.step('a row that is removed leaves the focus beside it, never on the body', async () => {
    await page.keyboard.press('Escape');
    const rows = `services:
  app:
    image: nginx
    ports: ["80:80", "443:443"]
    networks: { front: { aliases: [shop, www] } }
networks: { front: {} }
`;
    await designer.openNext(rows, 'rows.yaml');
    await designer.card('app').focus();
    await page.keyboard.press('Enter');
    for (const name of [
      'Remove the alias shop on front',
      'Remove the alias www on front',
      'Unpublish 80',
      'Unpublish 443',
    ]) {
      const button = inspector.getByRole('button', { name, exact: true });
      await button.focus();
      await page.keyboard.press('Enter');
      await expect(button).toHaveCount(0);
      await expect
        .poll(() => inspector.evaluate((panel) => panel.contains(document.activeElement)))
        .toBe(true);
    }
  });
});
