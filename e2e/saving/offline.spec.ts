// The page without a network. Tests have no service worker unless they ask for it: `?sw`.

import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { Designer } from '../page/designer.ts';
import { builtPage, expect, test } from '../page/test.ts';
import { shop } from '../stacks/shop.ts';

test('it can be installed, works with the network cut after the first visit, and offers a newer version', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-page-'));
  cpSync(builtPage, folder, { recursive: true });
  const server = await startStaticServer(folder, 0);
  const designer = new Designer(page);
  await test.step('no service worker under test, nor where the address forbids it', async () => {
    const registered = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
    await designer.visit(server.url);
    expect(await registered()).toBe(0);
    await designer.visit(`${server.url}?no-sw&sw`);
    expect(await registered()).toBe(0);
  });
  await test.step('it can be installed: a manifest with icons that are there', async () => {
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
      'services:\n  door:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n  mid:\n',
      'next.yaml',
    );
    await designer.dragServiceToLane('door', 'mid', 'move');
    appendFileSync(join(folder, 'sw.js'), '\n// newer\n');
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
    const offer = page.getByRole('region', { name: /Notifications/ });
    await expect(offer).toContainText('A newer Bulkhead is here');
    await expect(designer.tap('door', 'mid')).toHaveCount(1);
    page.once('dialog', (dialog) => dialog.accept());
    await offer.getByRole('button', { name: 'Load the newer Bulkhead' }).click();
    await expect(offer).toContainText('Your unsaved work on next.yaml is back');
    await expect(designer.tap('door', 'mid')).toHaveCount(1);
  });
  await page.goto('about:blank');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
