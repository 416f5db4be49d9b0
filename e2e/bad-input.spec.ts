// Whatever is opened: a message that names the line and what to do, the last good picture kept, the text kept, no blank page.

import type { Designer } from './page/designer.ts';
import { expect, test } from './page/test.ts';
import { rooms } from './stacks/rooms.ts';

const banner = (designer: Designer) => designer.page.getByRole('alert');

test('the message leads to its line; a byte order mark and CRLF are edited in kind and undone byte for byte', async ({
  designer,
}) => {
  await designer.offer('services:\n  web:\n    image: "nginx\n  db:\n    image: postgres\n', 'bad.yaml');
  await banner(designer).getByRole('button', { name: 'Show the line' }).click();
  await expect(designer.pane('yaml')).toBeVisible();
  await expect(designer.pane('yaml')).toContainText('image: "nginx');

  const text = `\uFEFF${rooms.replaceAll('\n', '\r\n')}`;
  await designer.open(text, 'good.yaml');
  await expect(banner(designer)).toHaveCount(0);
  await designer.dragServiceToLane('web', 'mid', 'connect');
  expect(await designer.text()).toBe(text.replace('networks: [front]', 'networks: [front, mid]'));
  await designer.undo();
  expect((await designer.download()).equals(Buffer.from(text))).toBe(true);
});
