// The main job without a pointer: open, read, move, be warned, mend, take back, take away.

import type { Page } from '@playwright/test';
import { changedLines } from './page/changed-lines.ts';
import { expect, test } from './page/test.ts';
import { poll } from './stacks/poll.ts';

/** Presses Tab until the element that `where` finds has the focus. */
async function tabTo(page: Page, where: ReturnType<Page['locator']>, key = 'Tab') {
  // Twice round at most: what goes while it has the focus, as a notice does, lets Tab begin again.
  for (let presses = 0; presses < 300; presses++) {
    if (await where.evaluateAll((found) => found.includes(document.activeElement as HTMLElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error('Tab never came there');
}

test('the main job by keyboard alone', async ({ designer, page }) => {
  await page.keyboard.press('Control+k');
  await expect(designer.dialog()).toBeVisible();
  await page.keyboard.type('paste');
  await page.keyboard.press('Enter');
  await expect(designer.dialog().getByRole('textbox')).toBeFocused();
  await page.keyboard.insertText(poll);
  await tabTo(page, designer.dialog().getByRole('button', { name: 'Open', exact: true }));
  await page.keyboard.press('Enter');
  await designer.opened('compose.yaml');

  await tabTo(page, designer.card('worker'));
  await page.keyboard.press('Enter');
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('worker');
  await page.keyboard.press('m');
  const move = designer.menuItem(/^Move worker from back-tier to front-tier/);
  await expect(move).toContainText('Closes 1 connection, which is needed (store).');
  await tabTo(page, move, 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(designer.tap('worker', 'front-tier')).toBeVisible();

  const fix = designer.finding('CN402', 'worker').locator('[data-fix="0"]');
  await page.keyboard.press('1');
  await tabTo(page, fix);
  await expect(page.getByRole('tooltip')).toContainText('store ↔ worker');
  await page.keyboard.press('Enter');
  await expect(designer.finding('CN402')).toHaveCount(0);

  await page.keyboard.press('Control+z');
  await expect(designer.finding('CN402')).toHaveCount(1);
  const waiting = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  await (await waiting).delete();
  const moved = await designer.text();
  expect(changedLines(poll, moved)).toHaveLength(1);

  await page.keyboard.press('Control+z');
  await expect(designer.command('undo')).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  expect(await designer.text()).toBe(moved);
  await page.keyboard.press('Control+z');
  expect(await designer.text()).toBe(poll);
});

test('letters typed straight after Ctrl K are not lost; panes by number, shortcuts by question mark, search by Ctrl K; the placing menu shows what the note of a drop shows', async ({
  designer,
  page,
}) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('paste');
  await expect(designer.dialog().getByRole('combobox')).toHaveValue('paste');
  await page.keyboard.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  await designer.open(poll);
  await page.keyboard.press('2');
  await expect(designer.pane('matrix')).toBeVisible();
  await page.keyboard.press('3');
  await expect(designer.pane('yaml')).toBeVisible();
  await page.keyboard.press('4');
  await expect(designer.pane('diff')).toBeVisible();
  await page.keyboard.press('1');
  await expect(designer.pane('findings')).toBeVisible();
  await page.keyboard.press('Shift+?');
  await expect(designer.dialog()).toContainText('Undo');
  await page.keyboard.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(designer.dialog().getByRole('combobox')).toBeFocused();
  await page.keyboard.type('results');
  await page.keyboard.press('Enter');
  await page.keyboard.press('e');
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('results');
  await page.keyboard.press('Escape');

  // A way in from outside is shown, too.
  const text = `services:
  app: { image: x, networks: [front, back] }
  db: { image: x, networks: [back], ports: ["5432:5432"] }
networks: { front: {}, back: { internal: true } }
`;
  await designer.openNext(text, 'ways.yaml');
  await designer.holdServiceOverLane('db', 'front', 'move');
  await expect(designer.tip).toContainText('opens Outside → db at 0.0.0.0:5432/tcp');
  const lines = await designer.tip.locator('span').allTextContents();
  const green = await designer.tip.evaluate((tip) => {
    const probe = document.createElement('i');
    probe.style.color = 'var(--ok)';
    tip.append(probe);
    const ok = getComputedStyle(probe).color;
    probe.remove();
    const shown = [...tip.querySelectorAll('span')].filter((line) => getComputedStyle(line).color === ok);
    return shown.map((line) => line.textContent);
  });
  expect(green).toEqual([expect.stringContaining('fixes: CN104 ')]);
  const verdict = (await designer.tip.locator('[data-verdict]').textContent()) ?? '';
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await designer.card('db').focus();
  await page.keyboard.press('m');
  await expect(designer.menuItem(/^Move db from back to front/).locator('small')).toHaveText(
    [verdict.replace('Moves db from back to front. ', ''), ...lines].join(' · '),
  );
});
