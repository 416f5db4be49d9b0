// No violation in any state of overlays, the matrix of many, the intents and the small field, in both themes.

import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { rooms } from '../stacks/rooms.ts';

const stack = `${rooms}x-bulkhead:
  intents:
    - never: web -> app
    - must: web -> db
    - no-way-out: db
`;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('every overlay', async ({ designer, page }) => {
      test.setTimeout(90_000);
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
        expect(await violations(page, '#canvas'), word).toEqual([]);
      }
      await page.getByText('As a list').click();
      expect(await violations(page), 'the list').toEqual([]);
    });

    test('intents, the folded matrix, the field', async ({ designer, page }) => {
      test.setTimeout(60_000);
      await designer.open(stack);
      const intents = await designer.showPane('intents');
      await expect(intents.locator('[data-state="broken"]')).toHaveCount(2);
      expect(await violations(page), 'intents').toEqual([]);
      const matrix = await designer.showPane('matrix');
      await matrix.getByRole('checkbox', { name: 'Fold what is alike' }).check();
      await matrix.getByRole('gridcell', { name: 'app reaches directly web' }).click();
      expect(await violations(page), 'matrix').toEqual([]);
      await expect(page.locator('.bh-canvas')).toBeVisible();
      await designer.card('web').dblclick();
      await expect(page.getByLabel('Rename web')).toBeFocused();
      expect(await violations(page), 'field').toEqual([]);
    });
  });
}
