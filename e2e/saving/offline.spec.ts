// The page without a network. Tests have no service worker unless they ask for it: `?sw`.

import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { Designer } from '../page/designer.ts';
import { builtPage, expect, test } from '../page/test.ts';
import { shop } from '../stacks/shop.ts';

test.use({ ownPage: true });

test('no service worker under test, nor where the address forbids it', async ({ designer, page, origin }) => {
  const registered = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await designer.visit(`${origin}?no-sw&sw`);
  expect(await registered()).toBe(0);
  await designer.visit(origin);
  expect(await registered()).toBe(0);
});

test('after the first visit it works with the network cut', async ({ designer, page, context, origin }) => {
  await designer.visit(`${origin}?sw`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await context.setOffline(true);
  await designer.visit(`${origin}?sw`);
  await designer.open(shop);
  // What is loaded when it is first needed is there, too: the editor, the page of a rule.
  await expect((await designer.showPane('yaml')).getByText('services:')).toBeVisible();
  await designer.showPane('findings');
  await designer.finding('CN104', 'cache').getByRole('button', { name: 'CN104' }).click();
  await expect(designer.dialog()).toContainText('Not raised by');
  await context.setOffline(false);
});

test('it can be installed: a manifest with icons that are there', async ({ page, origin, designer }) => {
  await designer.visit(origin);
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector('link[rel=manifest]');
    const response = await fetch(link instanceof HTMLLinkElement ? link.href : '');
    return response.json();
  });
  expect(manifest.display).toBe('standalone');
  for (const icon of manifest.icons) {
    expect(await page.evaluate(async (src) => (await fetch(src)).ok, icon.src)).toBe(true);
  }
});

test('a newer version is offered, and waits until the person takes it', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-page-'));
  cpSync(builtPage, folder, { recursive: true });
  const server = await startStaticServer(folder, 0);
  const designer = new Designer(page);
  await designer.visit(`${server.url}?sw`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await designer.visit(`${server.url}?sw`);
  await designer.open(
    'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n  mid:\n',
  );
  await designer.dragServiceToLane('web', 'mid', 'move');
  appendFileSync(join(folder, 'sw.js'), '\n// newer\n');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const offer = page.getByRole('region', { name: /Notifications/ });
  await expect(offer).toContainText('A newer Bulkhead is here');
  await expect(designer.tap('web', 'mid')).toHaveCount(1);
  page.once('dialog', (dialog) => dialog.accept());
  await offer.getByRole('button', { name: 'Load the newer Bulkhead' }).click();
  await expect(offer).toContainText('Your unsaved work on compose.yaml is back');
  await expect(designer.tap('web', 'mid')).toHaveCount(1);
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
