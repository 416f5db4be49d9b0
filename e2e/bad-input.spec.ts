// Whatever is opened: a message that names the line and what to do, the last good picture kept, the text kept, no blank page.

import type { Designer } from './page/designer.ts';
import { expect, test } from './page/test.ts';
import { rooms } from './stacks/rooms.ts';

const banner = (designer: Designer) => designer.page.getByRole('alert');

test('text that is no YAML: told, the last good picture and the text kept', async ({ designer }) => {
  const text = 'services:\n  web:\n    image: "nginx\n';
  await designer.open(rooms, 'good.yaml');
  await designer.offer(text, 'bad.yaml');
  await expect(banner(designer)).toContainText('bad.yaml');
  await expect(banner(designer)).toContainText(/line \d+.*[.] \S/);
  await expect(designer.cards()).toHaveCount(4);
  expect(await designer.text()).toBe(text);

  await designer.command('restore-previous').click();
  await expect(designer.page.getByRole('banner')).toContainText('good.yaml');
  expect(await designer.text()).toBe(rooms);
});

test('the first file of all cannot be read: told, the lanes stay, the text is kept', async ({ designer }) => {
  const text = 'services: [\n';
  await designer.dropFile(text, 'bad.yaml');
  await expect(banner(designer)).toContainText(/bad\.yaml, line \d+/);
  await expect(designer.lane('front')).toBeVisible();
  expect(await designer.text()).toBe(text);
});

test('a binary file: told, the file before stays open', async ({ designer }) => {
  await designer.open(rooms, 'good.yaml');
  await designer.dropFile(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), 'bad.yaml');
  await expect(banner(designer)).toContainText('bad.yaml');
  await expect(banner(designer)).toContainText('binary');
  await expect(designer.cards()).toHaveCount(4);
  expect(await designer.text()).toBe(rooms);
});

test('the message leads to its line', async ({ designer }) => {
  await designer.offer('services:\n  web:\n    image: "nginx\n  db:\n    image: postgres\n', 'bad.yaml');
  await banner(designer).getByRole('button', { name: 'Show the line' }).click();
  await expect(designer.pane('yaml')).toBeVisible();
  await expect(designer.pane('yaml')).toContainText('image: "nginx');
});

test('a byte order mark and CRLF: opened without a word, edited in kind, undone byte for byte', async ({
  designer,
}) => {
  const text = `\uFEFF${rooms.replaceAll('\n', '\r\n')}`;
  await designer.open(text);
  await expect(banner(designer)).toHaveCount(0);
  await designer.dragServiceToLane('web', 'mid', 'connect');
  expect(await designer.text()).toBe(text.replace('networks: [front]', 'networks: [front, mid]'));
  await designer.undo();
  expect((await designer.download()).equals(Buffer.from(text))).toBe(true);
});
