// The reach matrix of many: what is alike is one line, order and filter, the file of it.

import { readFile } from 'node:fs/promises';
import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

const workers = Array.from({ length: 49 }, (_, at) => `  w${at}: { image: worker, networks: [back] }\n`).join(
  '',
);
const many = `services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  api: { image: node, networks: [front, back] }
${workers}networks: { front: {}, back: {} }
`;

test('49 alike are one line, which unfolds', async ({ designer }) => {
  await designer.open(many);
  const matrix = await designer.showPane('matrix');
  await expect(matrix).toContainText('3 rows for 51 containers');
  await matrix.getByRole('gridcell', { name: 'api reaches directly w0 and 48 alike' }).click();
  await expect(matrix).toContainText('The same holds for 49 alike.');
  await expect(matrix).toContainText('Directly: yes');
  await matrix.getByRole('button', { name: 'Unfold w0' }).click();
  await expect(
    matrix.getByRole('gridcell', { name: 'api reaches directly w1', exact: false }).first(),
  ).toBeVisible();
  await expect(matrix).not.toContainText('3 rows for');
});

test('keys go beyond what is in sight', async ({ designer, page }) => {
  await designer.open(many);
  const matrix = await designer.showPane('matrix');
  await matrix.getByLabel('Fold what is alike').uncheck();
  await matrix.locator('td[tabindex="0"]').focus();
  for (let at = 0; at < 6; at++) await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(matrix.locator('td:focus')).toHaveAttribute('data-row', '50');
});

test('sorted by name; names resolve apart from what is reached', async ({ designer }) => {
  await designer.open(rooms);
  const matrix = await designer.showPane('matrix');
  await matrix.getByLabel('Order').selectOption('by name');
  await expect(matrix.getByRole('rowheader').first()).toHaveText('app');
  const cell = matrix.getByRole('gridcell', { name: 'web reaches directly app, and finds it by name' });
  await expect(cell).toHaveClass(/cell-resolves/);
});

test('exports to CSV', async ({ designer, page }) => {
  await designer.open(rooms);
  const matrix = await designer.showPane('matrix');
  const waiting = page.waitForEvent('download');
  await matrix.locator('[data-command="matrix-csv"]').click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('compose-reach.csv');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\r\n')[1]).toBe('web,,direct+name,no,no');
});
