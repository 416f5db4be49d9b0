// axe finds nothing to object to, in every state that the page can be left in and in both themes; what was looked at before is not
// looked at again beside what is new. `window.spec.ts` has the states of a telephone.

import { triesAll } from '../src/core/compose/testing/property-runs.ts';
import { expect, test } from './page/test.ts';
import { expectNoViolations, violations, violationsOfColours } from './page/violations.ts';
import { rooms } from './stacks/rooms.ts';
import { shop } from './stacks/shop.ts';

const stack = `${rooms}x-bulkhead:
  intents:
    - never: web -> app
    - must: web -> db
    - no-way-out: db
`;

test('nothing opened, a dialog, the sample, findings, each pane before and after a change, dark by the button', async ({
  designer,
  page,
}) => {
  await test.step('nothing opened, the dialog for pasted text, the sample and its hint', async () => {
    await expectNoViolations(page, 'nothing opened');
    await designer.command('paste').click();
    await expect(designer.dialog()).toBeVisible();
    await expectNoViolations(page, 'the dialog', '[role="dialog"]');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
    await page.locator('.bh-start [data-command="example"]').click();
    await expect(designer.card('proxy')).toBeVisible();
    await expect(page.locator('.bh-try-note')).toBeVisible();
    await expectNoViolations(page, 'the hint of the sample', '.bh-try-note');
  });
  await test.step('a stack opened, a finding explained, a matrix cell explained', async () => {
    await designer.openNext(shop, 'shop.yaml');
    await designer.showPane('findings');
    await designer.finding('CN104', 'cache').getByRole('button', { name: 'Why' }).click();
    await expectNoViolations(page, 'a stack with a finding explained');
    const matrix = await designer.showPane('matrix');
    await matrix.getByRole('gridcell', { name: 'proxy reaches directly app' }).click();
    await expect(matrix).toContainText('Directly');
    await expectNoViolations(page, 'a cell explained', '[data-pane="matrix"]');
  });
  await test.step('the text and its differences after a change', async () => {
    await designer.dragServiceTo('app', 'closed');
    await expect(await designer.showPane('yaml')).toContainText('app');
    await expectNoViolations(page, 'the text', '[data-pane="yaml"]');
    await expect(await designer.showPane('diff')).toContainText('app');
    await expectNoViolations(
      page,
      'the differences, and what is to be applied',
      '[data-pane="diff"], footer',
    );
  });
  await test.step('dark by the button, with the inspector of the file beside the picture and the palette with its words', async () => {
    await designer.command('toggle-panes').click();
    await page.keyboard.press('Escape');
    await designer.openDetails();
    await designer.command('toggle-palette').click();
    await expect(designer.inspector()).toContainText('What is assumed');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
    expect(await violationsOfColours(page, '.bh-inspector, .bh-palette-rail')).toEqual([]);
    await designer.command('theme').click();
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
    expect(await violations(page), 'by the button').toEqual([]);
  });
});

test('all kinds of lanes: what is selected, menus, the palette, a refusal, overlays, intents, the folded matrix, the field', async ({
  designer,
  page,
}) => {
  await designer.open(stack);
  const inspector = designer.inspector();
  await test.step('a network, several, a service with every part of the inspector open', async () => {
    await designer.inspectNetwork('back');
    await expectNoViolations(page, 'a network', '.bh-inspector, .bh-canvas');
    await page.keyboard.press('Escape');
    await designer.card('web').click();
    await designer.card('app').click({ modifiers: ['Shift'] });
    await expect(inspector).toContainText('2 selected');
    await expectNoViolations(page, 'several', '.bh-inspector');
    await page.keyboard.press('Escape');
    await expect(inspector).toContainText('Select a container or a network');
    await designer.inspect('web');
    await inspector.getByRole('button', { name: 'Show all 41' }).click();
    await expectNoViolations(page, 'a service', '.bh-inspector');
    await designer.command('toggle-panes').click();
  });
  await test.step('the place menu of a card, the command palette, a refusal with choices', async () => {
    await designer.card('app').focus();
    await page.keyboard.press('m');
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolations(page, 'the menu', '[role="menu"]');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(designer.dialog().getByRole('combobox')).toBeFocused();
    await expectNoViolations(page, 'the palette', '[role="dialog"]');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
    await designer.tap('db', 'back').focus();
    await page.keyboard.press('Delete');
    await expect(designer.dialog()).toBeVisible();
    await expectNoViolations(page, 'the refusal', '[role="dialog"]');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
  });
  await test.step('overlays, the list of one, intents', async () => {
    const intents = await designer.showPane('intents');
    await expect(intents.locator('[data-state="broken"]')).toHaveCount(2);
    await expectNoViolations(page, 'intents', '[data-pane="intents"]');
    await designer.command('toggle-panes').click();
    // Marks, lines and frames, and the list; the others are drawn of the same parts.
    const some = ['reach:app', 'intents', 'search:db'];
    const others = ['blast:web', 'outside-in', 'needs', 'isolate:back'];
    for (const word of triesAll ? [...others, ...some] : some) {
      await page.evaluate((wanted) => {
        window.location.hash = `overlay=${wanted}`;
      }, word);
      await expect(page.locator(`[data-overlay="${word.split(':')[0]}"]`)).toBeVisible();
      // Where not all is tried, an overlay is looked at in the theme that the page has.
      if (triesAll) await expectNoViolations(page, word, '#canvas');
      else expect(await violations(page, '#canvas'), word).toEqual([]);
    }
    await expectNoViolations(page, 'the line of an overlay', '[data-overlay]');
    await designer.command('show-overlay').click();
    await expect(page.locator('[data-listed="db"]')).toBeVisible();
    await expectNoViolations(page, 'the list of an overlay', '[data-pane="overlay"]');
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-overlay]')).toHaveCount(0);
  });
  await test.step('the folded matrix and the field, a file that cannot be read', async () => {
    const matrix = await designer.showPane('matrix');
    await matrix.getByRole('checkbox', { name: 'Fold identical services' }).check();
    await matrix.getByRole('gridcell', { name: 'app reaches directly web' }).click();
    await designer.card('web').dblclick();
    await expect(page.getByLabel('Rename web')).toBeFocused();
    await expectNoViolations(page, 'matrix and field', '[data-pane="matrix"], .bh-field');
    await page.keyboard.press('Escape');
    await designer.offer('services: [\n', 'bad.yaml');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectNoViolations(page, 'the message', '[role="alert"], .bh-canvas');
  });
});
