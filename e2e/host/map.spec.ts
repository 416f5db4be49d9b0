// The map of a host: bands on shared lines, what lights up, the open stack in place, ports and who reaches whom.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { dropFolders, writeTree } from '../page/drop-folders.ts';
import { boxOf, clickAtRest } from '../page/pointer.ts';
import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { makeHomeServer } from '../stacks/make-home-server.ts';

const band = (page: Page, stack: string) => page.locator(`[data-stack="${stack}"]`);
const row = (page: Page, stack: string) => band(page, stack).locator('.bh-stack-row');

test('a home server of twelve stacks: its bands, who reaches whom, findings and ports; a stack opens in place and is connected to another one', async ({
  designer,
  page,
}) => {
  const inspector = designer.inspector();
  // The details stay when nothing is selected any more.
  const nothingSelected = 'Select a stack, a station or a network.';
  const files = [...makeHomeServer(12)].map(([file, text]) => [
    `home-server/${file}`,
    // Two stacks want one port.
    text.replace('127.0.0.1:1587:', '127.0.0.1:443:'),
  ]);
  const root = writeTree(Object.fromEntries(files));
  await dropFolders(page, join(root, 'home-server'));
  await expect(page.locator('[data-stack]')).toHaveCount(12);
  rmSync(root, { recursive: true });
  await test.step('twelve stacks are twelve bands in sight, by kinship, on named lines', async () => {
    const stacks = await page
      .locator('[data-stack]')
      .evaluateAll((bands) => bands.map((each) => each.getAttribute('data-stack')));
    expect(stacks[0]).toBe('traefik');
    expect(stacks.at(-1)).toBe('homeassistant');
    await expect(page.locator('[data-line]').first()).toHaveText('proxy');
    await expect(page.locator('[data-station="traefik proxy"]')).toHaveAccessibleName('traefik on proxy');
    await expect(band(page, 'traefik')).toContainText('outside 80 443');
    await expect(page.locator('[data-part="outside"]')).toContainText('6 of 34 reachable from outside');
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
    await page.locator('[data-line="mail"]').hover();
    await expect(band(page, 'mail')).toHaveAttribute('data-lit', 'own');
    await expect(band(page, 'gitea')).not.toHaveAttribute('data-lit', 'own');
  });
  await test.step('a filter leaves what is shared, what is open, and what holds a word', async () => {
    await page.getByRole('checkbox', { name: 'Only what is shared' }).click();
    await expect(band(page, 'homeassistant')).toHaveCount(0);
    await expect(page.locator('.bh-host-hidden')).toHaveText('11 of 12');
    await page.locator('[data-host-filter]').fill('8106');
    await expect(page.locator('[data-stack]')).toHaveCount(1);
    await page.locator('[data-host-filter]').fill('no such thing');
    await expect(page.getByText('The filter hides all')).toBeVisible();
    await page.locator('[data-host-filter]').fill('');
    await page.getByRole('checkbox', { name: 'Only what is shared' }).click();
    await expect(page.locator('[data-stack]')).toHaveCount(12);
  });
  await test.step('the keyboard goes through bands, opens, folds and selects', async () => {
    await row(page, 'traefik').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(page, 'dashboard')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('[data-station="dashboard proxy"]')).toBeFocused();
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
  await test.step('a double click opens a stack, selected or not, and its second half asks the picture for nothing', async () => {
    for (const wasSelected of [false, true]) {
      if (wasSelected) await row(page, 'gitea').click();
      await row(page, 'gitea').dblclick();
      await expect(row(page, 'gitea')).toHaveAttribute('aria-expanded', 'true');
      await expect(page.locator('.bh-open [data-service]').first()).toBeVisible();
      await expect(page.getByLabel('Add a container or network')).toHaveCount(0);
      // The details come once no further click can belong to the first.
      await expect(inspector).toBeVisible();
      await row(page, 'gitea').focus();
      await page.keyboard.press('Escape');
      await expect(row(page, 'gitea')).toHaveAttribute('aria-expanded', 'false');
      await page.keyboard.press('Escape');
      await expect(inspector).toContainText(nothingSelected);
    }
    // It ends on the picture of the stack that its first half opened.
    await page.mouse.click(700, 60);
    await row(page, 'gitea').click();
    await row(page, 'gitea').click();
    await expect(page.locator('.bh-open [data-service]').first()).toBeVisible();
    const canvas = await boxOf(page.locator('.bh-open .bh-canvas'));
    await page.mouse.move(canvas.x + canvas.width - 30, canvas.y + 30);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await expect(page.getByLabel('Add a container or network')).toHaveCount(0);
    await row(page, 'gitea').focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(inspector).toContainText(nothingSelected);
  });
  await test.step('selecting a band renders the inside of no other band', async () => {
    const counted = () => page.evaluate(() => Number(document.documentElement.dataset.bandRenders));
    await row(page, 'gitea').click();
    await expect(inspector).toContainText('gitea');
    // The details took their room from the map: the bands were drawn anew for that, before anything is counted.
    await expect.poll(counted).toBeGreaterThanOrEqual(24);
    const before = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const rendered = () => Number(document.documentElement.dataset.bandRenders);
          let [last, frames] = [rendered(), 0];
          requestAnimationFrame(function look() {
            frames = rendered() === last ? frames + 1 : 0;
            last = rendered();
            if (frames < 30) requestAnimationFrame(look);
            else resolve(last);
          });
        }),
    );
    await row(page, 'wiki').click();
    await expect(inspector).toContainText('wiki');
    await expect(band(page, 'gitea')).toHaveAttribute('data-lit', 'tied');
    expect((await counted()) - before).toBe(0);
    await page.keyboard.press('Escape');
  });
  await test.step('a band opens in place with the whole picture of its stack, and folds again', async () => {
    await clickAtRest(band(page, 'nextcloud').getByRole('button', { name: 'Open nextcloud' }));
    await expect(band(page, 'nextcloud').locator('[data-service]')).toHaveCount(4);
    const inside = await boxOf(band(page, 'nextcloud'));
    const card = await boxOf(designer.card('redis'));
    expect(card.y + card.height).toBeLessThan(inside.y + inside.height);
    expect(await violations(page, '[data-stack="nextcloud"]')).toEqual([]);
    await designer.card('db').click();
    await expect(band(page, 'wiki')).toHaveAttribute('data-lit', 'tied');
    await clickAtRest(band(page, 'nextcloud').getByRole('button', { name: 'Fold nextcloud' }));
    await expect(page.locator('[data-service]')).toHaveCount(0);
  });
  await test.step('a service is connected to a network of another stack by its menu', async () => {
    await clickAtRest(band(page, 'wiki').getByRole('button', { name: 'Open wiki' }));
    await designer.card('web').click({ button: 'right' });
    await page.getByRole('menuitem', { name: /Connect web to mail of mail/ }).click();
    await expect(page.locator('[data-station="wiki mail"]')).toBeVisible();
    await expect(page.locator('.bh-notices')).toContainText('mail makes mail: it has to be up before wiki.');
    await designer.undo();
    await expect(page.locator('[data-station="wiki mail"]')).toHaveCount(0);
  });
  await test.step('a card is dropped on the line of a shared network', async () => {
    await designer.holdService('web');
    await designer.carryOver(page.locator('[data-line="mail"]'), ({ x, y, height }) => ({
      x: x + 14,
      y: y + height / 2,
    }));
    await expect(designer.tip).toContainText('Connects web to mail.');
    await page.mouse.up();
    await expect(page.locator('[data-station="wiki mail"]')).toBeVisible();
    await designer.undo();
    await expect(page.locator('[data-station="wiki mail"]')).toHaveCount(0);
    await clickAtRest(band(page, 'wiki').getByRole('button', { name: 'Fold wiki' }));
    await expect(page.locator('[data-service]')).toHaveCount(0);
  });
  await test.step('who reaches whom is folded by stack, and unfolds', async () => {
    await page.getByRole('tab', { name: 'Who reaches whom' }).click();
    const grid = page.getByRole('grid', { name: /by stack/ });
    await expect(
      grid.getByRole('gridcell', { name: 'gitea to wiki: 1 of 4 pairs reach directly' }),
    ).toContainText('1/4');
    await grid.getByRole('rowheader', { name: 'gitea' }).click();
    await expect(grid.getByRole('gridcell', { name: /gitea\/web to wiki: 1 of 2 pairs/ })).toBeVisible();
    expect(await violations(page, '[data-pane="matrix"]')).toEqual([]);
  });
  await test.step('the ports of the host are one table, with clashes and the next one that is free', async () => {
    await page.getByRole('tab', { name: 'Ports' }).click();
    const table = page.getByRole('region', { name: 'Ports of the host' });
    const first = table.locator('tbody tr').first();
    await expect(table.locator('[data-port="443"]').first()).toContainText('traefik');
    await expect(page.locator('[data-next-free]')).toHaveText(/^8\d\d\d$/);
    await table.getByRole('button', { name: 'Clashes with' }).click();
    await expect(first).toHaveAttribute('data-port', '443');
    await table.getByRole('button', { name: 'Port', exact: true }).click();
    await expect(first).toHaveAttribute('data-port', '80');
    expect(await violations(page, '[data-pane="ports"]')).toEqual([]);
  });
  await test.step('findings of all stacks name their stack, and lead to it', async () => {
    await band(page, 'monitoring').getByTitle('Findings of monitoring').click();
    const pane = designer.pane('findings');
    await expect(pane.locator('[data-of-stack="monitoring"]').first()).toBeVisible();
    await expect(pane.locator('[data-of-stack="homeassistant"]')).toHaveCount(0);
    await pane
      .locator('[data-of-stack="monitoring"]:not([data-rule^="CN8"]) .bh-finding-message')
      .first()
      .click();
    await expect(row(page, 'monitoring')).toHaveAttribute('aria-expanded', 'true');
    expect(await violations(page, '[data-pane="findings"]')).toEqual([]);
    // The open stack brings more tabs: all stand clear of the buttons beside them.
    const last = await boxOf(page.getByRole('tab', { name: 'Intents' }));
    const tools = await boxOf(page.locator('.bh-dock-tools'));
    expect(last.x + last.width).toBeLessThanOrEqual(tools.x);
  });
});
