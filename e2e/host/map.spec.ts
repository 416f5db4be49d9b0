// The map of a host: bands on shared lines, what lights up, the open stack in place, ports and who reaches whom.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Designer } from '../page/designer.ts';
import { dropFolders, writeTree } from '../page/drop-folders.ts';
import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { makeHomeServer } from '../stacks/make-home-server.ts';

const roots: string[] = [];

/** Opens a home server of `count` stacks; `designer` is the page that is there. */
async function openHost({ page }: Designer, count: number): Promise<void> {
  const files = Object.fromEntries(
    [...makeHomeServer(count)].map(([file, text]) => [`home-server/${file}`, text]),
  );
  const root = writeTree(files);
  roots.push(root);
  await dropFolders(page, join(root, 'home-server'));
  await expect(page.locator('[data-stack]')).toHaveCount(count);
}

test.afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

const band = (page: Page, stack: string) => page.locator(`[data-stack="${stack}"]`);
const row = (page: Page, stack: string) => band(page, stack).locator('.bh-stack-row');

test('the bands, who reaches whom, the filter and the findings of twelve stacks', async ({
  designer,
  page,
}) => {
  await openHost(designer, 12);
  await test.step('twelve stacks are twelve bands in sight, by kinship, on named lines', async () => {
    const stacks = await page
      .locator('[data-stack]')
      .evaluateAll((bands) => bands.map((each) => each.getAttribute('data-stack')));
    expect(stacks[0]).toBe('traefik');
    expect(stacks.at(-1)).toBe('homeassistant');
    await expect(page.locator('[data-rail]').first()).toHaveText('proxy');
    await expect(page.locator('[data-station="traefik:proxy"]')).toHaveAccessibleName('traefik on proxy');
    await expect(band(page, 'traefik')).toContainText('outside 80 443');
    await expect(page.locator('[data-part="outside"]')).toContainText('6 of 34 answer outside');
    const scroller = page.locator('.bh-host-scroll');
    expect(await scroller.evaluate((each) => each.scrollHeight <= each.clientHeight)).toBe(true);
    expect(await violations(page)).toEqual([]);
  });
  await test.step('pointing at a stack lights who reaches it across stacks', async () => {
    await row(page, 'vaultwarden').hover();
    await expect(band(page, 'vaultwarden')).toHaveAttribute('data-lit', 'own');
    await expect(band(page, 'wiki')).toHaveAttribute('data-lit', 'tied');
    await expect(band(page, 'wiki')).toContainText('web reaches it, and back');
    await expect(band(page, 'mail')).toHaveAttribute('data-lit', 'tied');
    await page.locator('[data-rail="mail"]').hover();
    await expect(band(page, 'mail')).toHaveAttribute('data-lit', 'own');
    await expect(band(page, 'gitea')).not.toHaveAttribute('data-lit', 'own');
  });
  await test.step('who reaches whom is folded by stack, and unfolds', async () => {
    await page.getByRole('tab', { name: 'Who reaches whom' }).click();
    const grid = page.getByRole('grid', { name: /by stack/ });
    await expect(
      grid.getByRole('gridcell', { name: 'gitea to wiki: 1 of 4 pairs reach directly' }),
    ).toContainText('1/4');
    await grid.getByRole('rowheader', { name: 'gitea' }).click();
    await expect(grid.getByRole('gridcell', { name: /gitea\/web to wiki: 1 of 2 pairs/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
  await test.step('a filter leaves what is shared, what is open, and what holds a word', async () => {
    await page.getByRole('checkbox', { name: 'Only what is shared' }).click();
    await expect(band(page, 'homeassistant')).toHaveCount(0);
    await expect(page.locator('.bh-host-hidden')).toHaveText('11 of 12');
    await page.locator('[data-host-filter]').fill('8106');
    await expect(page.locator('[data-stack]')).toHaveCount(1);
    await page.locator('[data-host-filter]').fill('no such thing');
    await expect(page.getByText('No stack is left')).toBeVisible();
    await page.locator('[data-host-filter]').fill('');
    await page.getByRole('checkbox', { name: 'Only what is shared' }).click();
    await expect(page.locator('[data-stack]')).toHaveCount(12);
  });
  await test.step('findings of all stacks name their stack, and lead to it', async () => {
    await band(page, 'monitoring').locator('.bh-stack-badges').click();
    const pane = page.locator('[data-pane="findings"]');
    await expect(pane.locator('[data-of-stack="monitoring"]').first()).toBeVisible();
    await expect(pane.locator('[data-of-stack="homeassistant"]')).toHaveCount(0);
    await pane
      .locator('[data-of-stack="monitoring"]:not([data-rule^="CN8"]) .bh-finding-message')
      .first()
      .click();
    await expect(row(page, 'monitoring')).toHaveAttribute('aria-expanded', 'true');
    expect(await violations(page)).toEqual([]);
  });
});

test('a band opens in place, by pointer and by keyboard', async ({ designer, page }) => {
  await openHost(designer, 12);
  await test.step('a band opens in place with the whole picture of its stack, and folds again', async () => {
    await band(page, 'nextcloud').getByRole('button', { name: 'Open nextcloud' }).click();
    await expect(band(page, 'nextcloud').locator('[data-service]')).toHaveCount(4);
    const inside = await band(page, 'nextcloud').boundingBox();
    const card = await designer.card('redis').boundingBox();
    expect(Number(card?.y) + Number(card?.height)).toBeLessThan(Number(inside?.y) + Number(inside?.height));
    expect(await violations(page)).toEqual([]);
    await designer.card('db').click();
    await expect(band(page, 'wiki')).toHaveAttribute('data-lit', 'tied');
    await band(page, 'nextcloud').getByRole('button', { name: 'Fold nextcloud' }).click();
    await expect(page.locator('[data-service]')).toHaveCount(0);
  });
  await test.step('the keyboard goes through bands, opens, folds and selects', async () => {
    await row(page, 'traefik').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 'dashboard')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('[data-station="dashboard:proxy"]')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(row(page, 'dashboard')).toHaveAttribute('aria-expanded', 'true');
    await expect(page.locator('[data-service="dashboard"]')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(row(page, 'dashboard')).toHaveAttribute('aria-expanded', 'false');
    await expect(row(page, 'dashboard')).toBeFocused();
    await page.keyboard.press('End');
    await expect(row(page, 'homeassistant')).toBeFocused();
  });
});

test('selecting a band renders the inside of no other band', async ({ designer, page }) => {
  await openHost(designer, 12);
  const counted = () => page.evaluate(() => Number(document.documentElement.dataset.bandRenders));
  const widthOf = async () => (await band(page, 'gitea').boundingBox())?.width ?? 0;
  const wide = await widthOf();
  // The inspector takes its room from the map: the bands are drawn anew for that, once, before anything is counted.
  await row(page, 'gitea').click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('gitea');
  await expect.poll(widthOf).toBeLessThan(wide);
  await expect.poll(counted).toBeGreaterThanOrEqual(24);
  let before = -1;
  await expect
    .poll(
      async () => {
        const last = before;
        before = await counted();
        return before === last;
      },
      { intervals: [400] },
    )
    .toBe(true);
  await row(page, 'wiki').click();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('wiki');
  await expect(band(page, 'gitea')).toHaveAttribute('data-lit', 'tied');
  expect((await counted()) - before).toBe(0);
});

test('a service comes to a network of another stack, by menu and by pointer', async ({ designer, page }) => {
  await openHost(designer, 12);
  await test.step('a service is connected to a network of another stack by its menu', async () => {
    await band(page, 'wiki').getByRole('button', { name: 'Open wiki' }).click();
    await designer.card('web').click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Connect web to mail of mail/ }).click();
    await expect(page.locator('[data-station="wiki:mail"]')).toBeVisible();
    await expect(page.locator('.bh-notices')).toContainText('mail makes mail: it has to be up before wiki.');
    await designer.undo();
    await expect(page.locator('[data-station="wiki:mail"]')).toHaveCount(0);
  });
  await test.step('a card is dropped on the line of a shared network', async () => {
    const from = await designer.card('web').boundingBox();
    const to = await page.locator('[data-rail="mail"]').boundingBox();
    if (!from || !to) throw new Error('nothing to drag');
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y + 60, { steps: 4 });
    await page.mouse.move(to.x + 14, to.y + to.height / 2, { steps: 8 });
    await expect(designer.tip).toContainText('Connect web to mail');
    await page.mouse.up();
    await expect(page.locator('[data-station="wiki:mail"]')).toBeVisible();
  });
});

test('the ports of the host are one table, with clashes and the next one that is free', async ({
  designer,
  page,
}) => {
  await openHost(designer, 44);
  await page.getByRole('tab', { name: 'Ports' }).click();
  const table = page.getByRole('region', { name: 'Ports of the host' });
  await expect(table.locator('[data-port="443"]')).toContainText('traefik');
  await expect(page.locator('[data-next-free]')).toHaveText(/^8\d\d\d$/);
  await table.getByRole('button', { name: 'Clashes with' }).click();
  await expect(table.locator('tbody tr').first()).toHaveAttribute('data-port', '8096');
  await table.getByRole('button', { name: 'Port', exact: true }).click();
  await expect(table.locator('tbody tr').first()).toHaveAttribute('data-port', '80');
  expect(await violations(page)).toEqual([]);
});

test('a stack that cannot be read is a band that says so; the others stand', async ({ designer, page }) => {
  const root = writeTree({
    'set/good/compose.yaml': 'services:\n  web:\n    image: nginx\n',
    'set/bad/compose.yaml': 'services:\n  web:\n    image: [\n',
  });
  roots.push(root);
  await dropFolders(designer.page, join(root, 'set'));
  await expect(band(page, 'bad')).toContainText('cannot be read: bad/compose.yaml, line 4');
  await expect(band(page, 'good')).toContainText('1 container');
});
