// axe finds nothing to object to, in every state that the page can be left in.

import { expect, test } from './page/test.ts';
import type { Pane } from './page/verbs.ts';
import { violations } from './page/violations.ts';
import { rooms } from './stacks/rooms.ts';
import { shop } from './stacks/shop.ts';

test('nothing opened', async ({ designer, page }) => {
  await expect(designer.lane('front')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a stack opened', async ({ designer, page }) => {
  await designer.open(shop);
  expect(await violations(page)).toEqual([]);
});

test('a service selected, every part of the inspector open', async ({ designer, page }) => {
  await designer.open(rooms);
  const inspector = await designer.inspect('web');
  await inspector.getByRole('button', { name: 'Show all 41' }).click();
  expect(await violations(page)).toEqual([]);
});

test('a network selected', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.inspectNetwork('back');
  expect(await violations(page)).toEqual([]);
});

test('several selected', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.card('web').click();
  await designer.card('app').click({ modifiers: ['Shift'] });
  expect(await violations(page)).toEqual([]);
});

for (const pane of ['matrix', 'yaml', 'diff'] satisfies Pane[]) {
  test(`the pane ${pane}, after a change`, async ({ designer, page }) => {
    await designer.open(shop);
    await designer.dragServiceTo('app', 'closed');
    await designer.showPane(pane);
    await expect(designer.pane(pane)).toContainText('app');
    expect(await violations(page)).toEqual([]);
  });
}

test('a matrix cell explained', async ({ designer, page }) => {
  await designer.open(shop);
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('gridcell', { name: 'proxy reaches directly app' }).click();
  await expect(matrix).toContainText('Directly');
  expect(await violations(page)).toEqual([]);
});

test('a finding explained', async ({ designer, page }) => {
  await designer.open(shop);
  await designer.showPane('findings');
  await designer.finding('CN104', 'cache').getByRole('button', { name: 'Why' }).click();
  expect(await violations(page)).toEqual([]);
});

test('the file as a whole, the inspector beside the picture, the palette with its words', async ({
  designer,
  page,
}) => {
  await designer.pinInspector();
  await designer.open(shop);
  await designer.command('toggle-palette').click();
  await expect(designer.inspector()).toContainText('What is assumed');
  expect(await violations(page)).toEqual([]);
});

test('the sample and its hint', async ({ designer, page }) => {
  await page.locator('.bh-start [data-command="example"]').click();
  await expect(designer.card('proxy')).toBeVisible();
  await expect(page.locator('.bh-try-note')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a telephone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });

    test('nothing opened, then findings, then a service', async ({ designer, page }) => {
      expect(await violations(page)).toEqual([]);
      await designer.open(shop);
      await designer.showPane('findings');
      expect(await violations(page)).toEqual([]);
      await designer.command('toggle-panes').click();
      await designer.card('proxy').click({ force: true });
      await expect(designer.inspector()).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('a refusal with choices', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.tap('db', 'back').focus();
  await page.keyboard.press('Delete');
  await expect(designer.dialog()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('the place menu of a card', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.card('app').focus();
  await page.keyboard.press('m');
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('the command palette', async ({ designer, page }) => {
  await designer.open(rooms);
  await page.keyboard.press('Control+k');
  await expect(designer.dialog().getByRole('combobox')).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

test('the dialog for pasted text', async ({ designer, page }) => {
  await designer.command('paste').click();
  await expect(designer.dialog()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a file that cannot be read', async ({ designer, page }) => {
  await designer.open(rooms);
  await designer.offer('services: [\n', 'bad.yaml');
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const [name, text] of [
  ['a stack with findings', shop],
  ['all kinds of lanes', rooms],
] as const) {
  test(`dark: ${name}, a service selected`, async ({ designer, page }) => {
    await designer.open(text);
    await designer.command('theme').click();
    await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
    await designer.cards().first().click();
    expect(await violations(page)).toEqual([]);
  });
}

test('the system theme is followed', async ({ designer, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await designer.open(shop);
  expect(await violations(page)).toEqual([]);
});
