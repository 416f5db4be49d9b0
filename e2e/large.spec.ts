// Large files: read in a thread of their own, while the page stays as it is; too large ones are refused and kept.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { firstScripts } from '../scripts/page-size.mjs';
import { builtPage, expect, test } from './page/test.ts';

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

test('a large file is read in a thread, comes to a picture and stays byte for byte', async ({
  designer,
  page,
}) => {
  test.setTimeout(120_000);
  const threads = threadsOf(page);
  const text = services(200);
  await designer.offer(text, 'large.yaml');
  await expect(page.getByRole('banner')).toContainText('large.yaml', { timeout: 60_000 });
  // Services that are alike stand in a pile.
  await expect(page.locator('[data-service], [data-pile]').first()).toBeVisible({ timeout: 60_000 });
  expect(threads.map((url) => /read-text/.test(url))).toEqual([true]);
  expect(await designer.text()).toBe(text);
});

test('a small file is read without one', async ({ designer, page }) => {
  const threads = threadsOf(page);
  await designer.open('services:\n  web:\n    image: nginx\n');
  expect(threads).toEqual([]);
});

test('opening another file calls the reading off', async ({ designer, page }) => {
  await designer.offer(services(1_900), 'large.yaml');
  await designer.open('services:\n  web:\n    image: nginx\n', 'small.yaml');
  await expect(page.locator('[data-reading]')).toHaveCount(0);
  await expect(designer.cards()).toHaveCount(1);
});

test('aliases that unfold to billions of values come to a picture', async ({ designer }) => {
  const list = (item: string): string => `[${Array(9).fill(item).join(', ')}]`;
  const anchors = Array.from(
    { length: 11 },
    (_, level) => `x-a${level + 1}: &a${level + 1} ${list(`*a${level}`)}\n`,
  );
  const bomb = `x-a0: &a0 ${list('lol')}\n${anchors.join('')}services:\n  web:\n    image: nginx\n    x-all: *a11\n`;
  await designer.open(bomb);
  expect(await designer.text()).toBe(bomb);
});

test('above 5,000 services nothing is read, and the text is kept', async ({ designer, page }) => {
  const threads = threadsOf(page);
  const text = `services:\n${Array.from({ length: 5_001 }, (_, index) => `  s${index}: {image: nginx}\n`).join('')}`;
  await designer.offer(text, 'huge.yaml');
  await expect(page.getByRole('alert')).toContainText('more than 5000');
  expect(threads).toEqual([]);
  expect(await designer.text()).toBe(text);
});

test('what is fetched before the first card does not grow, and has the YAML library once', () => {
  const sizes = firstScripts(builtPage);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  // Issue 5 asks for 230 kB; until that is reached, this holds what is.
  expect(total).toBeLessThanOrEqual(258_000);
  const assets = fileURLToPath(new URL('assets/', `file://${builtPage.replace(/\/?$/, '/')}`));
  const withParser = [...sizes.keys()].filter((file) =>
    readFileSync(assets + file, 'utf8').includes('Nested mappings are not allowed in compact mappings'),
  );
  expect(withParser).toHaveLength(1);
});
