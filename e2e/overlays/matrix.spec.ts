// The reach matrix of many: what is alike is one line, keys go everywhere.

import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';

const workers = Array.from({ length: 49 }, (_, at) => `  w${at}: { image: worker, networks: [back] }\n`).join(
  '',
);
const mails = Array.from({ length: 3 }, (_, at) => `  m${at}: { image: mail, networks: [front] }\n`).join('');
const many = `services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  api: { image: node, networks: [front, back] }
${workers}${mails}networks: { front: {}, back: {} }
`;

test('49 alike are one line, which unfolds; cells are in sight as it opens, no head covers the one that has the focus, and keys go beyond what is in sight', async ({
  designer,
  page,
}) => {
  await designer.open(many);
  const matrix = await designer.showPane('matrix');
  await test.step('folded', async () => {
    await expect(matrix).toContainText('4 rows for 54 containers');
    await expect(matrix.locator('td[data-row="0"][data-column="2"]')).toBeInViewport({ ratio: 1 });
    // So few columns have room for their names written across, and a row that unfolds shows that it does.
    const head = await matrix.locator('thead').boundingBox();
    expect(head?.height).toBeLessThan(40);
    await expect(matrix.locator('tbody .bh-matrix-twist').first()).toBeVisible();
    await matrix.getByRole('gridcell', { name: 'api reaches directly w0 and 48 alike' }).click();
    await expect(matrix).toContainText('The same holds for 49 alike.');
    await expect(matrix).toContainText('Directly: yes');
    // The answer covers no cell: the dock at the right has room for it below the table.
    const [table, answer] = await Promise.all(
      ['.bh-scroll', '.bh-matrix-why'].map((part) => matrix.locator(part).boundingBox()),
    );
    // The table has the room of its rows: none is cut.
    const hidden = await matrix
      .locator('.bh-scroll')
      .evaluate((part) => part.scrollHeight - part.clientHeight);
    expect(hidden).toBeLessThanOrEqual(1);
    expect(answer?.y).toBeGreaterThanOrEqual((table?.y ?? 0) + (table?.height ?? 0));
    await expect(matrix.locator('.bh-matrix-why').getByText('Directly: yes')).toBeInViewport({ ratio: 1 });
    expect(await violations(page, '[data-pane="matrix"]')).toEqual([]);
    await page.getByRole('button', { name: 'How can A reach B?' }).click();
    await expect(page.getByRole('dialog')).toContainText('Nothing leads from Outside to the host');
    expect(await violations(page, '[role="dialog"]')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
  await test.step('three unfolded', async () => {
    await matrix.getByRole('gridcell', { name: 'api reaches directly m0 and 2 alike' }).click();
    await matrix.getByRole('button', { name: 'Unfold m0' }).click();
    await expect(
      matrix.getByRole('gridcell', { name: 'api reaches directly m1, and finds it by name' }),
    ).toBeVisible();
    // Cells are like those before; what unfolded is in the heads. axe lists every cell before it looks at one: 49 more come later.
    expect(await violations(page, '[data-pane="matrix"] th')).toEqual([]);
  });
  await test.step('49 unfolded', async () => {
    await matrix.getByRole('gridcell', { name: 'api reaches directly w0 and 48 alike' }).click();
    await matrix.getByRole('button', { name: 'Unfold w0' }).click();
    await expect(
      matrix.getByRole('gridcell', { name: 'api reaches directly w1', exact: false }).first(),
    ).toBeVisible();
    await expect(matrix).not.toContainText('rows for');
    await matrix.locator('td[tabindex="0"]').focus();
    for (const key of ['PageUp', 'End', 'PageDown', 'PageDown', 'PageDown', 'PageDown'])
      await page.keyboard.press(key);
    for (let at = 0; at < 30; at++) await page.keyboard.press('ArrowUp');
    for (let at = 0; at < 30; at++) await page.keyboard.press('ArrowLeft');
    await expect(matrix.locator('td:focus')).toHaveAttribute('data-row', '10');
    const covered = await matrix.locator('td:focus').evaluate((cell) => {
      const { left, top, width, height } = cell.getBoundingClientRect();
      const inside = (x: number, y: number) => cell.contains(document.elementFromPoint(x, y));
      return !inside(left + 2, top + 2) || !inside(left + width - 2, top + height - 2);
    });
    expect(covered).toBe(false);
    for (let at = 0; at < 6; at++) await page.keyboard.press('PageDown');
    await page.keyboard.press('End');
    await expect(matrix.locator('td:focus')).toHaveAttribute('data-row', '55');
  });
});
