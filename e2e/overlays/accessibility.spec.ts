// No violation in any state of overlays, the matrix of many, the intents and the small field, in both themes.

import type { Page } from '@playwright/test';
import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { rooms } from '../stacks/rooms.ts';

const stack = `${rooms}x-bulkhead:
  intents:
    - never: web -> app
    - must: web -> db
    - no-way-out: db
`;

/** What axe objects to in either theme. */
async function expectNone(page: Page, what: string, within?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
    expect(await violations(page, within), `${what}, ${colorScheme}`).toEqual([]);
  }
}

test('every overlay, intents, the folded matrix, the field', async ({ designer, page }) => {
  test.setTimeout(180_000);
  await designer.open(stack);
  for (const word of [
    'reach:app',
    'blast:web',
    'outside-in',
    'needs',
    'isolate:back',
    'intents',
    'search:db',
  ]) {
    await page.evaluate((wanted) => {
      window.location.hash = `overlay=${wanted}`;
    }, word);
    await expect(page.locator(`[data-overlay="${word.split(':')[0]}"]`)).toBeVisible();
    await expectNone(page, word, '#canvas');
  }
  await page.getByText('As a list').click();
  await expectNone(page, 'the list');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-overlay]')).toHaveCount(0);
  const intents = await designer.showPane('intents');
  await expect(intents.locator('[data-state="broken"]')).toHaveCount(2);
  await expectNone(page, 'intents');
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('checkbox', { name: 'Fold what is alike' }).check();
  await matrix.getByRole('gridcell', { name: 'app reaches directly web' }).click();
  await expectNone(page, 'matrix');
  await expect(page.locator('.bh-canvas')).toBeVisible();
  await designer.card('web').dblclick();
  await expect(page.getByLabel('Rename web')).toBeFocused();
  await expectNone(page, 'field');
});
