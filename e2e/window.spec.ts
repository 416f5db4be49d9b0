// The window as a browser lays it out: how much of it the picture has, what lies over what, and what a telephone shows.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Designer } from './page/designer.ts';
import { boxOf } from './page/pointer.ts';
import { expect, test } from './page/test.ts';
import { shop } from './stacks/shop.ts';

const stack = (name: string): string =>
  readFileSync(new URL(`./stacks/files/${name}.yaml`, import.meta.url), 'utf8');

/** The share of the window that is picture and not covered, measured at a grid of points. */
function share(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.querySelector('.react-flow');
    const steps = 60;
    let free = 0;
    for (let row = 0; row < steps; row++)
      for (let column = 0; column < steps; column++) {
        const x = ((column + 0.5) / steps) * window.innerWidth;
        const y = ((row + 0.5) / steps) * window.innerHeight;
        if (canvas?.contains(document.elementFromPoint(x, y))) free++;
      }
    return free / steps ** 2;
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

async function box(page: Page, selector: string): Promise<Box> {
  const found = await page.locator(selector).first().boundingBox();
  if (found === null) throw new Error(`${selector} is nowhere`);
  return found;
}

/** Elements that reach over the right edge of the window, and what scrolls the page itself. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll<HTMLElement>('.bh-shell *')].filter((element) => {
      if (element.closest('.react-flow, .bh-tabs, .bh-matrix, .cm-editor, svg') !== null) return false;
      return element.checkVisibility() && element.getBoundingClientRect().right > window.innerWidth + 1;
    });
    const page = document.documentElement.scrollWidth > window.innerWidth ? ['the page'] : [];
    return [...page, ...wide.map((element) => element.className)];
  });
}

for (const [width, height] of [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const) {
  test.describe(`at ${width}×${height}`, () => {
    test.use({ viewport: { width, height } });

    test('the picture has three quarters of the window, also after an edit', async ({ designer, page }) => {
      for (const [name, text] of [
        ['five services', shop],
        ['18 services', stack('post-18')],
        ['57 services', stack('tracker-57')],
      ] as const) {
        await test.step(name, async () => {
          await designer.openNext(text, `${name}.yaml`);
          await expect.poll(() => share(page), name).toBeGreaterThanOrEqual(0.75);
          const fix = page.locator('.bh-strip [data-fix="0"]');
          if ((await fix.count()) === 0) return;
          await fix.click();
          await expect(page.getByRole('contentinfo')).toContainText('docker compose');
          await expect.poll(() => share(page), name).toBeGreaterThanOrEqual(0.75);
        });
      }
    });

    test('notices, findings and the inspector beside the picture', async ({ designer, page }) => {
      await test.step('a notice covers no part of the picture, the name of the file or the search box', async () => {
        await designer.open(shop);
        await expect(page.locator('[data-sonner-toast]')).toBeVisible();
        for (const place of ['.react-flow', '.bh-file-name', '.bh-bar-search'])
          await expect
            .poll(async () => meet(await box(page, '[data-sonner-toast]'), await box(page, place)), place)
            .toBe(false);
      });
      await test.step('findings open to half of the window', async () => {
        await designer.command('show-findings').click();
        await expect(designer.finding('CN102', 'db')).toBeVisible();
        const { height: taken } = await box(page, '.bh-dock');
        expect(taken / height).toBeGreaterThan(0.45);
        expect(taken / height).toBeLessThan(0.55);
        await designer.command('toggle-panes').click();
      });
      await test.step('the inspector comes beside the card that was pressed, not over it', async () => {
        await designer.openNext(stack('post-18'), 'post.yaml');
        const cards = designer.cards();
        for (let at = 0; at < (await cards.count()); at += 4) {
          const card = cards.nth(at);
          await card.click({ force: true });
          const name = await card.getAttribute('data-service');
          await expect
            .poll(async () =>
              meet(await box(page, '.bh-inspector-float'), await box(page, `[data-service="${name}"]`)),
            )
            .toBe(false);
          await page.keyboard.press('Escape');
          await expect(designer.inspector()).toHaveCount(0);
        }
      });
    });
  });
}

test('panels come back as they were left', async ({ designer, page }) => {
  await designer.open(shop);
  await designer.showPane('matrix');
  await page.getByRole('separator', { name: 'Height of the panes' }).focus();
  await page.keyboard.press('ArrowUp');
  const before = await box(page, '.bh-dock');
  await designer.inspect('db');
  await designer.command('pin-inspector').click();
  await page.reload();
  await designer.open(shop);
  await expect(designer.pane('matrix')).toBeVisible();
  expect((await box(page, '.bh-dock')).height).toBe(before.height);
  await expect(designer.inspector()).toContainText('What is assumed');
});

test('a card under the pointer does not move away while it is pressed twice', async ({ designer, page }) => {
  await designer.open(stack('post-18'));
  await designer.card('cache-post').dblclick({ force: true });
  await expect(page.locator('.bh-field')).toContainText('Rename cache-post');
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the first page fits, and says what it is for', async ({ designer, page }) => {
    await expect(designer.lanes().first()).toBeAttached();
    await expect(page.locator('.bh-start h2')).toBeVisible();
    await expect(page.locator('.bh-start [data-command="open"]')).toBeInViewport();
    expect(await overflowing(page)).toEqual([]);
  });

  test('open, look, read, explain, save', async ({ designer, page }) => {
    await designer.open(shop);
    expect(await overflowing(page)).toEqual([]);

    await designer.command('show-findings').click();
    const finding = designer.finding('CN102', 'db');
    await expect(finding).toBeInViewport();
    await finding.getByRole('button', { name: 'Why' }).click();
    await expect(finding.locator('.bh-finding-why')).toBeVisible();
    expect(await overflowing(page)).toEqual([]);
    await designer.command('toggle-panes').click();

    await designer.card('proxy').click({ force: true });
    await expect(designer.inspector()).toContainText('want a wider window');
    expect(await overflowing(page)).toEqual([]);
    await designer.inspector().getByRole('button', { name: 'Close the inspector' }).click();
    await designer.command('toggle-palette').click();
    await expect(designer.palette('database')).toBeVisible();
    expect(await overflowing(page)).toEqual([]);
    await designer.command('toggle-palette').click();
    await page.locator('.bh-strip [data-fix="0"]').click();
    const waiting = page.waitForEvent('download');
    await designer.command('save').click();
    await (await waiting).delete();
  });
});

test('a finger on a card pans the picture of a telephone', async ({ browser, origin }) => {
  // A browser without a touch screen has no such listeners.
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const designer = new Designer(page);
  await designer.visit(origin);
  await designer.open(shop);
  const from = await boxOf(designer.card('proxy'));
  const session = await context.newCDPSession(page);
  const at = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly (typeof at)[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
  await touch('touchStart', [at]);
  for (let down = 10; down <= 160; down += 10) await touch('touchMove', [{ x: at.x, y: at.y + down }]);
  await touch('touchEnd', []);
  await expect.poll(async () => (await boxOf(designer.card('proxy'))).y).toBeGreaterThan(from.y + 60);
  await expect(designer.command('undo')).toBeDisabled();
  await context.close();
});

test('typing publish in Ctrl K finds the command first', async ({ designer, page }) => {
  await designer.open(shop);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('publish');
  await expect(designer.dialog().locator('[cmdk-item][data-selected="true"]')).toHaveText(/^Publish a port/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.bh-field input')).toBeFocused();
});
