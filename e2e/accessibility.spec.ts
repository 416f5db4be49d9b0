// axe finds nothing to object to, in every state that the page can be left in.

import { expect, test } from './page/test.ts';
import type { Pane } from './page/verbs.ts';
import { violations } from './page/violations.ts';
import { rooms } from './stacks/rooms.ts';
import { shop } from './stacks/shop.ts';

test('nothing opened, the dialog for pasted text, the sample and its hint', async ({ designer, page }) => {
  await expect(designer.lane('front')).toBeVisible();
  expect(await violations(page), 'nothing opened').toEqual([]);
  await designer.command('paste').click();
  await expect(designer.dialog()).toBeVisible();
  expect(await violations(page), 'the dialog').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  await page.locator('.bh-start [data-command="example"]').click();
  await expect(designer.card('proxy')).toBeVisible();
  await expect(page.locator('.bh-try-note')).toBeVisible();
  expect(await violations(page), 'the sample').toEqual([]);
});

test('a stack opened, a finding explained, a matrix cell explained', async ({ designer, page }) => {
  await designer.open(shop);
  expect(await violations(page), 'opened').toEqual([]);
  await designer.showPane('findings');
  await designer.finding('CN104', 'cache').getByRole('button', { name: 'Why' }).click();
  expect(await violations(page), 'a finding').toEqual([]);
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('gridcell', { name: 'proxy reaches directly app' }).click();
  await expect(matrix).toContainText('Directly');
  expect(await violations(page), 'a cell').toEqual([]);
});

test('each pane after a change', async ({ designer, page }) => {
  await designer.open(shop);
  await designer.dragServiceTo('app', 'closed');
  for (const pane of ['matrix', 'yaml', 'diff'] satisfies Pane[]) {
    await designer.showPane(pane);
    await expect(designer.pane(pane)).toContainText('app');
    expect(await violations(page), pane).toEqual([]);
  }
});

test('a network selected, several, a service with every part of the inspector open', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await designer.inspectNetwork('back');
  expect(await violations(page), 'a network').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(designer.inspector()).toHaveCount(0);
  await designer.card('web').click();
  await designer.card('app').click({ modifiers: ['Shift'] });
  await expect(designer.inspector()).toContainText('2 selected');
  expect(await violations(page), 'several').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(designer.inspector()).toHaveCount(0);
  const inspector = await designer.inspect('web');
  await inspector.getByRole('button', { name: 'Show all 41' }).click();
  expect(await violations(page), 'a service').toEqual([]);
});

test('the place menu of a card, the command palette, a refusal with choices, a file that cannot be read', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await designer.card('app').focus();
  await page.keyboard.press('m');
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await violations(page), 'the menu').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(designer.dialog().getByRole('combobox')).toBeFocused();
  expect(await violations(page), 'the palette').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  await designer.tap('db', 'back').focus();
  await page.keyboard.press('Delete');
  await expect(designer.dialog()).toBeVisible();
  expect(await violations(page), 'the refusal').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  await designer.offer('services: [\n', 'bad.yaml');
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await violations(page), 'the message').toEqual([]);
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

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing opened, then findings, then a service, light and dark', async ({ designer, page }) => {
    const inBoth = async (what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
        expect(await violations(page), `${what}, ${colorScheme}`).toEqual([]);
      }
    };
    await inBoth('nothing opened');
    await designer.open(shop);
    await designer.showPane('findings');
    await inBoth('findings');
    await designer.command('toggle-panes').click();
    await designer.card('proxy').click({ force: true });
    await expect(designer.inspector()).toBeVisible();
    await inBoth('a service');
  });
});

test('dark, by the system and by the button: a stack with findings and all kinds of lanes', async ({
  designer,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await designer.open(shop);
  expect(await violations(page), 'by the system').toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
  await designer.command('theme').click();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  for (const [name, text] of [
    ['all kinds of lanes', rooms],
    ['a stack with findings', shop],
  ] as const) {
    await designer.openNext(text, `${name}.yaml`);
    await designer.cards().first().click();
    await expect(designer.inspector()).toBeVisible();
    expect(await violations(page), name).toEqual([]);
  }
});
