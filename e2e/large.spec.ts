// Large files: read in a thread of their own, while the page stays as it is; too large ones are refused and kept.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { firstScripts, threadScripts } from '../scripts/page-size.mjs';
import { triesAll } from '../src/core/compose/testing/property-runs.ts';
import { builtPage, commandTest, expect, test } from './page/test.ts';
import { unlike } from './stacks/unlike.ts';

/** The most bytes of the first screen after gzip: scripts, style sheets and font. It goes down, towards 450 kB. */
const mostBytes = 640_000;

const service = (index: number): string =>
  `  s${index}:\n    image: example/app:${index}\n    labels:\n      note: ${'x'.repeat(2_000)}\n`;
const services = (count: number): string =>
  `services:\n${Array.from({ length: count }, (_, index) => service(index)).join('')}`;

/** Names of the threads that the page starts. */
function threadsOf(page: Page): string[] {
  const threads: string[] = [];
  page.on('worker', (worker) => threads.push(worker.url()));
  return threads;
}

test('a small file is read without a thread, a reading is called off, above 5,000 services nothing is read, many short ones are a pile', async ({
  designer,
  page,
}) => {
  const threads = threadsOf(page);
  await test.step('above 5,000 services nothing is read', async () => {
    const text = `services:\n${Array.from({ length: 5_001 }, (_, index) => `  s${index}: {image: nginx}\n`).join('')}`;
    await designer.offer(text, 'huge.yaml');
    await expect(page.getByRole('alert')).toContainText('more than 5000');
    expect(threads).toEqual([]);
  });
  await test.step('a small file is read without a thread', async () => {
    await designer.open('services:\n  web:\n    image: nginx\n', 'small.yaml');
    expect(threads).toEqual([]);
  });
  await test.step('a reading is called off by hand, or by opening another file', async () => {
    await designer.open('services:\n  web:\n    image: nginx\n', 'small.yaml');
    // The thread of the reading is held back, since a fast machine is done before the button can be pressed.
    await page.route(/read-text/, () => {});
    await designer.offer(services(2_000), 'large.yaml');
    await page.locator('[data-reading]').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.locator('[data-reading]')).toHaveCount(0);
    await expect(page.getByRole('banner')).toContainText('small.yaml');
    await expect(designer.card('web')).toBeVisible();
    await page.unroute(/read-text/);
    await designer.offer(services(1_200), 'large.yaml');
    await designer.open('services:\n  other:\n    image: nginx\n', 'other.yaml');
    await expect(page.locator('[data-reading]')).toHaveCount(0);
    await expect(designer.card('other')).toBeVisible();
    await expect(designer.cards()).toHaveCount(1);
  });
  await test.step('many services in a short file are read in a thread, too', async () => {
    threads.length = 0;
    const text = `services:\n${Array.from({ length: 1_000 }, (_, index) => `  s${index}: {image: nginx}\n`).join('')}`;
    await designer.offer(text, 'short.yaml');
    await expect(page.getByRole('banner')).toContainText('short.yaml', { timeout: 60_000 });
    await expect(page.locator('[data-pile="1000"]')).toBeVisible();
    expect(threads.map((url) => /read-text|draw-picture/.test(url))).toEqual([true, true]);
    expect(await designer.text()).toBe(text);
  });
});

/** Nearly as much as is read at all. */
const [count, characters] = [4_900, 4_000_000];

test(`a file of ${characters / 1_000_000} MB and ${count} services comes to a picture, and stays byte for byte`, async ({
  designer,
  page,
}) => {
  test.skip(!triesAll, 'the files of the tests beside it take the same way');
  const nets = 60;
  const one = (index: number): string =>
    `  svc-${index}:\n    image: example/app-${index}:1\n    environment:\n      PEER_URL: http://svc-${(index * 7 + 1) % count}:80/\n      NOTE: "${'x'.repeat(720)}"\n    networks: [net-${index % nets}]\n`;
  const all = Array.from({ length: count }, (_, index) => one(index)).join('');
  const text = `services:\n${all}networks:\n${Array.from({ length: nets }, (_, index) => `  net-${index}:\n`).join('')}`;
  expect(text.length).toBeGreaterThan(characters);
  const threads = threadsOf(page);
  await designer.offer(text, 'large.yaml');
  await expect(page.getByRole('banner')).toContainText('large.yaml', { timeout: 120_000 });
  expect(threads.some((url) => /read-text/.test(url))).toBe(true);
  // Picture and findings come together: nothing is shown that only seems to be in order.
  await expect(designer.cards().first()).toBeVisible();
  await expect(page.getByText('No findings')).toHaveCount(0);
  expect(await designer.cards().count()).toBeLessThan(200);
  // From afar all of them are there, drawn as plain shapes.
  await page.getByRole('button', { name: 'Fit everything into view' }).click();
  await expect(page.locator(`[data-far="${count}"]`)).toBeVisible({ timeout: 60_000 });
  await expect(designer.cards()).toHaveCount(0);
  // All of it stays in view in a window of another size.
  const view = page.locator('.react-flow__viewport');
  const before = (await view.getAttribute('style')) ?? '';
  await page.setViewportSize({ width: 1100, height: 700 });
  await expect(view).not.toHaveAttribute('style', before);
  await expect(page.locator(`[data-far="${count}"]`)).toBeVisible();
  expect(await designer.text()).toBe(text);
});

test('a change of a large file is in its text at once, and its picture follows', async ({
  designer,
  page,
}) => {
  const threads = threadsOf(page);
  // With its networks just above what is read at once.
  const text = unlike(480);
  await designer.offer(text, 'large.yaml');
  await expect(page.getByRole('banner')).toContainText('large.yaml', { timeout: 60_000 });
  expect(threads.some((url) => /read-text/.test(url))).toBe(true);
  await designer.focus('api-1');
  const move = designer.menuItem(/^Move api-1 from lan-1 to lan-2 /);
  // The schema comes late, and what it says may still draw the card again.
  await expect(async () => {
    await designer.card('api-1').focus();
    await page.keyboard.press('m');
    await expect(move).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await move.click();
  await expect(designer.command('undo')).toBeEnabled();
  const moved = text.replace('ROW: "1"\n    networks: [lan-1]', 'ROW: "1"\n    networks: [lan-2]');
  expect(await designer.text()).toBe(moved);
  // The card goes where its new lane is.
  await expect(async () => {
    await designer.focus('api-11');
    await designer.focus('api-1');
    await expect(designer.card('api-1')).toHaveAttribute('aria-label', /on lan-2/, { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await designer.undo();
  expect(await designer.text()).toBe(text);
});

commandTest('what is fetched before the first card holds the YAML library once', () => {
  // A large file is read in threads: what they fetch counts as well.
  const sizes = new Map([...firstScripts(builtPage), ...threadScripts(builtPage)]);
  const assets = fileURLToPath(new URL('assets/', `file://${builtPage.replace(/\/?$/, '/')}`));
  const withParser = [...sizes.keys()].filter((file) =>
    readFileSync(assets + file, 'utf8').includes('Nested mappings are not allowed in compact mappings'),
  );
  expect(withParser).toHaveLength(1);
});

test('the first screen is fetched in few requests, and the rest when somebody is there', async ({
  page,
  designer,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await expect(page.getByRole('region', { name: /notifications/i })).toBeAttached();
  await page.waitForLoadState('networkidle');
  const files = asked.flatMap((path) => /\/(assets\/.+)$/.exec(path)?.[1] ?? []);
  const bytes = files.map((file) => gzipSync(readFileSync(join(builtPage, file))).length);
  expect(files.length).toBeGreaterThan(firstScripts(builtPage).size);
  expect(bytes.reduce((sum, each) => sum + each)).toBeLessThan(mostBytes);
  expect(asked.length).toBeLessThanOrEqual(30);
  expect(asked.filter((path) => path.includes('/book-'))).toEqual([]);
  await designer.command('commands').hover();
  for (const part of ['/dialogs-', '/book-'])
    await expect.poll(() => asked.some((path) => path.includes(part)), part).toBe(true);
});
