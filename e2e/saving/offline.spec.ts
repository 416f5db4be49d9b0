// The page without a network. Tests have no service worker unless they ask for it (`?sw`), which `policy.spec.ts` holds.

import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { Designer } from '../page/designer.ts';
import { builtPage, expect, test } from '../page/test.ts';
import { shop } from '../stacks/shop.ts';
import { unplug } from './unplug.ts';

test.use({ lastingNotices: true });

test('it can be installed, works with the network cut after the first visit, and offers a newer version', async ({
  page,
  context,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-page-'));
  cpSync(builtPage, folder, { recursive: true });
  const server = await startStaticServer(folder, 0);
  const designer = new Designer(page);
  await test.step('it can be installed: a manifest with icons that are there', async () => {
    await designer.visit(`${server.url}?no-sw&sw`);
    const { display, icons } = await page.evaluate(async () => {
      const link = document.querySelector('link[rel=manifest]');
      const manifest = await (await fetch(link instanceof HTMLLinkElement ? link.href : '')).json();
      const found = manifest.icons.map(async ({ src }: { src: string }) => (await fetch(src)).ok);
      return { display: manifest.display, icons: await Promise.all(found) };
    });
    expect(display).toBe('standalone');
    expect(icons.length).toBeGreaterThan(0);
    expect(icons).not.toContain(false);
  });
  await test.step('no service worker where the address forbids it', async () => {
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  });
  await test.step('after the first visit it works with the network cut', async () => {
    await designer.visit(`${server.url}?sw`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await designer.visit(`${server.url}?sw`);
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await designer.open(shop);
    // What is loaded when it is first needed is there, too: the editor, the page of a rule.
    await expect((await designer.showPane('yaml')).getByText('services:')).toBeVisible();
    await designer.showPane('findings');
    await designer.finding('CN104', 'cache').getByRole('button', { name: 'CN104' }).click();
    await expect(designer.dialog()).toContainText('Not raised by');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
    await context.setOffline(false);
  });
  await test.step('a newer version is offered, and waits until the person takes it', async () => {
    await designer.openNext(
      'services:\n  door:\n    image: nginx\n    networks: [front, mid]\nnetworks:\n  front:\n  mid:\n',
      'next.yaml',
    );
    await unplug(designer, 'door', 'mid');
    appendFileSync(join(folder, 'sw.js'), '\n// newer\n');
    const offer = page.getByRole('region', { name: /Notifications/ });
    // A browser whose network has only just come back may fail to install it, and looks again later.
    await expect(async () => {
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await expect(offer).toContainText('A newer version of Bulkhead is available', { timeout: 5_000 });
    }).toPass();
    await expect(designer.tap('door', 'mid')).toHaveCount(0);
    page.once('dialog', (dialog) => dialog.accept());
    await offer.getByRole('button', { name: 'Load the newer Bulkhead' }).click();
    await expect(offer).toContainText('Your unsaved work on next.yaml is back');
    await expect(designer.tap('door', 'mid')).toHaveCount(0);
  });
  await page.goto('about:blank');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
