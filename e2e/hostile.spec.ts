// Names and values that mean harm, or only look odd: drawn as text, edited like any other.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStaticServer } from '../scripts/static-server.mjs';
import { Designer } from './page/designer.ts';
import { builtPage, expect, test } from './page/test.ts';
import { poll } from './stacks/poll.ts';

const long = 'a-service-whose-name-is-sixty-characters-long-and-then-some-x';

test('names with dots and long names are drawn and dragged; HTML in images, labels, values and comments is text', async ({
  designer,
  page,
}) => {
  await designer.open(`services:
  api.v1.example: { image: nginx, networks: [net.one] }
  ${long}: { image: nginx, networks: [net.one] }
networks: { net.one: {}, net.two: {} }
`);
  await expect(designer.card('api.v1.example')).toContainText('api.v1.example');
  await expect(designer.card(long)).toContainText(long);
  await expect(designer.card(long).getByTitle(long)).toBeVisible();
  await designer.dragServiceToLane('api.v1.example', 'net.two', 'move');
  await designer.dragServiceToLane(long, 'net.two', 'connect');
  const { services } = await designer.written();
  expect(services['api.v1.example']?.networks).toEqual(['net.two']);
  expect(services[long]?.networks).toEqual(['net.one', 'net.two']);

  const text = `# <img src=x onerror="window.hurt=1">
services:
  web:
    image: "<img src=x onerror=window.hurt=1>"
    container_name: "<script>window.hurt=1</script>"
    labels:
      note: "</style><script>window.hurt=1</script>"
    environment:
      GREETING: "<b>🚢 ahoy</b>"
      RTL: "‮مرحبا"
    networks: [front]
networks:
  front:
    name: "<i>front</i>"
`;
  await designer.openNext(text, '<b>evil</b>.yaml');
  await expect(designer.card('web')).toContainText('<img src=x');
  await designer.inspect('web');
  await expect(designer.inspector().getByRole('textbox', { name: 'Value of GREETING' })).toHaveValue(
    '<b>🚢 ahoy</b>',
  );
  for (const pane of ['findings', 'matrix', 'yaml'] as const) await designer.showPane(pane);
  await expect(designer.pane('yaml').locator('.cm-content')).toContainText('<script>window.hurt=1</script>');
  await designer.inspectNetwork('front');
  await expect(designer.inspector()).toContainText('<i>front</i>');
  expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
  // The editor has empty images of its own beside its notes.
  await expect(page.locator('main img:not(.cm-widgetBuffer), main script, main b b')).toHaveCount(0);
  await expect(page.locator('main img[src]')).toHaveCount(0);
  expect(await designer.text()).toBe(text);
});

test('the page works from below any path', async ({ page }) => {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-path-'));
  mkdirSync(join(root, 'some'));
  symlinkSync(builtPage, join(root, 'some', 'path'));
  const server = await startStaticServer(root, 0);
  try {
    const designer = new Designer(page);
    await designer.visit(`${server.url}some/path/`);
    await designer.open(poll);
    // What is fetched when it is asked for is found from there, too.
    await designer.showPane('diff');
    await expect(designer.pane('diff')).toContainText('Nothing changed');
    await page.keyboard.press('Control+k');
    await expect(designer.dialog().getByRole('combobox')).toBeFocused();
  } finally {
    await server.close();
    rmSync(root, { recursive: true });
  }
});
