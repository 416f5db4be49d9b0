// Names and values that mean harm, or only look odd: edited like any other. That they are drawn as text is tested in a browser.

import { expect, test } from './test.tsx';

test('__proto__ and constructor are ordinary names', async ({ designer }) => {
  const text = `services:
  __proto__: { image: nginx, networks: [constructor] }
  constructor: { image: nginx, networks: [__proto__] }
  toString: { image: nginx, networks: [constructor] }
networks: { constructor: {}, __proto__: {} }
`;
  await designer.open(text);
  await expect(designer.cards()).toHaveCount(3);
  await expect(designer.lanes()).toHaveCount(2);
  await designer.dragServiceToLane('constructor', 'constructor', 'connect');
  await expect(designer.tap('constructor', 'constructor')).toBeVisible();
  expect(await designer.text()).toBe(text.replace('[__proto__]', '[__proto__, constructor]'));
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('gridcell', { name: '__proto__ reaches directly toString' }).click();
  await expect(matrix).toContainText('Directly: yes');
  await designer.inspect('__proto__');
  await designer.undoAll();
  expect(await designer.text()).toBe(text);
});

test('names that Compose does not allow: no blank page, the text is kept', async ({ designer }) => {
  const text = `services:
  "مرحبا": { image: nginx, networks: [front] }
  "<b>bold</b>": { image: nginx, networks: [front] }
  "two words": { image: nginx, networks: ["a lane"] }
  "quote\\"d": { image: nginx, networks: [front] }
networks: { front: {}, "a lane": {} }
`;
  await designer.open(text);
  await expect(designer.cards()).toHaveCount(4);
  await expect(designer.card('<b>bold</b>')).toContainText('<b>bold</b>');
  await designer.card('two words').click();
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('two words');
  await expect(designer.finding('CN601').first()).toBeVisible();
  expect(await designer.text()).toBe(text);
});

test('an alias bomb does not hang the page', async ({ designer }) => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 9; at++)
    bomb.push(
      `a${at}: &a${at} [${Array(9)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    );
  const text = `x-bomb:\n${bomb.map((line) => `  ${line}\n`).join('')}services:\n  web:\n    image: nginx\n    labels: *a8\n`;
  await designer.offer(text);
  await expect(designer.card('web')).toBeVisible();
  expect(await designer.text()).toBe(text);
});

test('a merge circle does not hang the page', async ({ designer }) => {
  const text = 'services:\n  web: &w\n    <<: *w\n    image: nginx\n';
  await designer.offer(text);
  await expect(designer.page.getByRole('banner')).toContainText('compose.yaml');
  expect(await designer.text()).toBe(text);
});
