// The window as a browser lays it out: how much of it the picture has, what lies over what, and what a telephone shows.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { triesAll } from '../src/core/compose/testing/property-runs.ts';
import { boxOf } from './page/pointer.ts';
import { expect, test } from './page/test.ts';
import { expectNoViolations } from './page/violations.ts';
import { rooms } from './stacks/rooms.ts';
import { shop } from './stacks/shop.ts';

const stack = (name: string): string =>
  readFileSync(new URL(`./stacks/files/${name}.yaml`, import.meta.url), 'utf8');

/**
 * The share of the window that is picture and not covered, once nothing moves any more: measured at a grid of 40 by 40 points, where to ask
 * what lies at a point is dear. Every second one is asked, and of those between only where the ones around them differ.
 */
async function share(page: Page): Promise<number> {
  await boxOf(page.locator('.react-flow'));
  return page.evaluate(() => {
    const canvas = document.querySelector('.react-flow');
    const [steps, last] = [40, 38];
    const asked = new Map<number, boolean>();
    const isFree = (row: number, column: number): boolean => {
      const at = row * steps + column;
      const known = asked.get(at);
      if (known !== undefined) return known;
      const x = ((column + 0.5) / steps) * window.innerWidth;
      const y = ((row + 0.5) / steps) * window.innerHeight;
      const answer = canvas?.contains(document.elementFromPoint(x, y)) === true;
      asked.set(at, answer);
      return answer;
    };
    /** The two places on the coarse grid that lie around one, at the edge the last one twice. */
    const around = (at: number) => [at - (at % 2), Math.min(at + (at % 2), last)];
    let free = 0;
    for (let row = 0; row < steps; row++)
      for (let column = 0; column < steps; column++) {
        const near = around(row).flatMap((r) => around(column).map((c) => isFree(r, c)));
        const alike = row < last && column < last && near.every((one) => one === near[0]);
        if (alike ? near[0] : isFree(row, column)) free++;
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
    const wide = [...document.querySelectorAll<HTMLElement>('[data-shell] *')].filter((element) => {
      if (
        element.closest('.react-flow, [role=tablist], [role=tabpanel], .bh-matrix, .cm-editor, svg') !== null
      )
        return false;
      return element.checkVisibility() && element.getBoundingClientRect().right > window.innerWidth + 1;
    });
    const page = document.documentElement.scrollWidth > window.innerWidth ? ['the page'] : [];
    return [...page, ...wide.map((element) => element.className)];
  });
}

/**
 * The next notice once it stands where it stays: how wide it is, and what of `places` it lies over. It is gone after some seconds, so the page
 * looks by itself.
 */
function noticeWithin(
  page: Page,
  places: readonly string[],
): Promise<{ readonly width: number; readonly covers: readonly string[] }> {
  return page.evaluate(
    (selectors) =>
      new Promise((resolve) => {
        let [before, frames] = ['', 0];
        requestAnimationFrame(function look() {
          const notice = document.querySelector('[data-sonner-toast][data-mounted="true"]');
          const { left, top, right, bottom, width } = notice?.getBoundingClientRect() ?? new DOMRect();
          const now = `${left} ${top}`;
          frames = notice !== null && now === before ? frames + 1 : 0;
          before = now;
          if (frames < 10) {
            requestAnimationFrame(look);
            return;
          }
          const covers = selectors.filter((selector) => {
            const place = document.querySelector(selector)?.getBoundingClientRect();
            if (place === undefined) return true;
            return left < place.right && place.left < right && top < place.bottom && place.top < bottom;
          });
          resolve({ width, covers });
        });
      }),
    places,
  );
}

const sizes = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
] as const;

test('the picture has three quarters of the window, also after an edit', async ({ designer, page }) => {
  const stacks: readonly (readonly [name: string, text: string])[] = [
    ['five services', shop],
    ['18 services', stack('post-18')],
    ['57 services', stack('tracker-57')],
  ];
  for (const [name, text] of triesAll ? stacks : stacks.slice(0, 2)) {
    await test.step(name, async () => {
      await page.setViewportSize(sizes[0]);
      await designer.openNext(text, `${name}.yaml`);
      for (const size of triesAll ? sizes : [sizes[0]]) {
        await page.setViewportSize(size);
        const where = `${name} at ${size.width}×${size.height}`;
        await expect.poll(() => share(page), where).toBeGreaterThanOrEqual(0.75);
      }
      const fix = page.locator('.bh-strip [data-fix="0"]');
      if ((await fix.count()) === 0) return;
      await fix.click();
      // The tip of a fix lies over the picture for as long as the pointer rests there.
      await page.mouse.move(5, 5);
      await expect(page.getByRole('contentinfo')).toContainText('docker compose');
      // What says so takes as much everywhere: most of the smallest.
      await page.setViewportSize(sizes[0]);
      await expect.poll(() => share(page), `${name} after an edit`).toBeGreaterThanOrEqual(0.75);
    });
  }
});

/** The boxes of the picture, the dock and the text in it, and the lines of the file that are in sight, once nothing moves any more. */
async function besideText(page: Page) {
  await boxOf(page.locator('.react-flow'));
  const pane = page.locator('[data-pane="yaml"]');
  const { y = 0, height = 0, width: text = 0 } = (await pane.boundingBox()) ?? {};
  // The text stands in a tree of its own.
  const lines = await pane.locator('[data-text-line]').evaluateAll(
    (all, [from, to]) =>
      all.filter((line) => {
        const { top, bottom } = line.getBoundingClientRect();
        return top >= from - 1 && bottom <= to + 1;
      }).length,
    [y, y + height] as const,
  );
  const seen = await page.evaluate(() => {
    const picture = document.querySelector('#canvas')?.getBoundingClientRect() ?? new DOMRect();
    const canvas = document.querySelector('.react-flow');
    const covered: string[] = [];
    for (let down = 0.05; down < 1; down += 0.1)
      for (let across = 0.05; across < 1; across += 0.1) {
        const found = document.elementFromPoint(
          picture.left + across * picture.width,
          picture.top + down * picture.height,
        );
        if (canvas?.contains(found) === false) covered.push(found?.className ?? 'nothing');
      }
    const drawn = [...document.querySelectorAll('.react-flow__node')].map((node) =>
      node.getBoundingClientRect(),
    );
    const across = Math.max(...drawn.map(({ right }) => right)) - Math.min(...drawn.map(({ left }) => left));
    const down = Math.max(...drawn.map(({ bottom }) => bottom)) - Math.min(...drawn.map(({ top }) => top));
    return { picture: picture.width, covered, filled: [across / picture.width, down / picture.height] };
  });
  return { ...seen, text, lines };
}

test('with the file beside it the picture keeps its room, and nothing lies over it', async ({
  designer,
  page,
}) => {
  await page.setViewportSize(sizes[1]);
  await designer.open(stack('tracker-57'), 'tracker.yaml');
  await expect((await designer.showPane('yaml')).locator('[data-text-line="40"]')).toBeVisible();
  await page.locator('[data-sonner-toast]').waitFor({ state: 'detached' });
  await test.step('at 1440×900 the picture has 800 px, the text 560 and 40 lines', async () => {
    const { picture, text, lines, covered, filled } = await besideText(page);
    expect(Math.min(...filled)).toBeGreaterThanOrEqual(0.7);
    expect(Math.max(...filled)).toBeGreaterThanOrEqual(0.9);
    expect(picture).toBeGreaterThanOrEqual(800);
    expect(text).toBeGreaterThanOrEqual(560);
    expect(lines).toBeGreaterThanOrEqual(40);
    expect(covered).toEqual([]);
  });
  await test.step('from 1280 px on the picture keeps 55 % of the window, also when the palette opens', async () => {
    for (const size of [sizes[0], sizes[2]]) {
      await page.setViewportSize(size);
      await expect
        .poll(async () => (await besideText(page)).picture)
        .toBeGreaterThanOrEqual(0.55 * size.width);
    }
    await page.setViewportSize(sizes[0]);
    await designer.command('toggle-palette').click();
    await expect.poll(async () => (await besideText(page)).picture).toBeGreaterThanOrEqual(0.55 * 1280);
    await designer.command('toggle-palette').click();
  });
  await test.step('the details of a card share the column, and the card is in sight', async () => {
    await designer.inspect('kafka');
    const { picture, covered } = await besideText(page);
    expect(picture).toBeGreaterThanOrEqual(0.55 * 1280);
    expect(covered).toEqual([]);
    const canvas = await box(page, '#canvas');
    const card = await boxOf(designer.card('kafka'));
    expect(card.x >= canvas.x && card.x + card.width <= canvas.x + canvas.width).toBe(true);
  });
});

test('notices and details beside the picture; a card stays while it is pressed twice; a split is looked at', async ({
  designer,
  page,
  origin,
}) => {
  for (const size of triesAll ? [sizes[2], sizes[0]] : [sizes[0]]) {
    // The most room and the least; where not all is tried, the least.
    await page.setViewportSize(size);
    await designer.visit(origin);
    const where = `at ${size.width}×${size.height}`;
    await test.step(`${where}: a notice covers neither sentence nor rows, undo or file state`, async () => {
      const places = ['.bh-summary', '.bh-file-name', '[data-command="undo"]', '.bh-bar-search', '.bh-strip'];
      const seen = noticeWithin(page, places);
      await designer.open(shop);
      const { width, covers } = await seen;
      expect(width).toBeLessThanOrEqual(320);
      expect(covers).toEqual([]);
    });
    await test.step(`${where}: a card under the pointer does not move away while it is pressed twice`, async () => {
      await designer.openNext(stack('post-18'), 'post.yaml');
      await designer.card('cache-post').dblclick({ force: true });
      await expect(page.locator('.bh-field')).toContainText('Rename cache-post');
      await page.keyboard.press('Escape');
    });
    await test.step(`${where}: details stand beside every card that is pressed, with three fifths for the picture`, async () => {
      const cards = designer.cards();
      const names = await cards.evaluateAll((all) => all.map((card) => card.getAttribute('data-service')));
      for (let at = 0; at < names.length; at += 4) {
        await cards.nth(at).click({ force: true });
        await expect(designer.inspector()).toBeVisible();
        const dock = await box(page, '.bh-dock');
        expect(meet(dock, await boxOf(page.locator(`[data-service="${names[at]}"]`).first()))).toBe(false);
      }
      await expect.poll(() => share(page), where).toBeGreaterThanOrEqual(0.6);
    });
  }
  await test.step('the split stands in the window, its one edit in sight, and axe has nothing to object to', async () => {
    await designer.lane('post-net').locator('[data-command="split"]').click();
    await expect(page.locator('[data-split-far="after"]')).toHaveText('1');
    await expect(page.locator('[data-command="apply-split"]')).toBeInViewport();
    await expectNoViolations(page, 'a split', '[role=dialog]');
  });
});

test('details of a network that is pressed leave all of a picture in sight that was there whole', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await designer.inspectNetwork('back');
  const canvas = await box(page, '#canvas');
  for (const service of ['web', 'app', 'tool', 'db']) {
    const card = await boxOf(designer.card(service));
    expect(card.x >= canvas.x && card.x + card.width <= canvas.x + canvas.width, service).toBe(true);
  }
});

test('a narrow window folds its bar into a menu, and nothing overlaps', async ({ designer, page }) => {
  for (const size of [
    { width: 720, height: 900 },
    // 1440 × 900 at 200 %.
    { width: 720, height: 450 },
  ]) {
    await page.setViewportSize(size);
    await designer.openNext(stack('post-18'), 'post.yaml');
    expect(await overflowing(page)).toEqual([]);
    const bars = ['.bh-summary', '.bh-strip', '.bh-dock-head', '.bh-footer'];
    for (const [at, one] of bars.entries())
      for (const other of bars.slice(at + 1))
        expect(meet(await box(page, one), await box(page, other)), `${one} and ${other}`).toBe(false);
    await page.getByRole('button', { name: 'More commands' }).click();
    await expect(page.getByRole('menuitem', { name: /Export/ }).first()).toBeVisible();
    await page.keyboard.press('Escape');
  }
});

test('panels come back as they were left; typing publish in Ctrl K finds the command first', async ({
  designer,
  page,
}) => {
  await designer.open(shop);
  await designer.showPane('matrix');
  await designer.command('dock-inspector').click();
  await page.getByRole('separator', { name: 'Height of the panes' }).focus();
  await page.keyboard.press('ArrowUp');
  const before = await box(page, '.bh-dock');
  await page.reload();
  await designer.open(shop);
  await expect(designer.pane('matrix')).toBeVisible();
  expect((await box(page, '.bh-dock')).height).toBe(before.height);
  await designer.inspect('db');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('publish');
  await expect(designer.dialog().locator('[cmdk-item][data-selected="true"]')).toHaveText(/^Publish a port/);
  await page.keyboard.press('Enter');
  await expect(designer.dialog().locator('[data-question]')).toContainText('Publish a port of db');
  await expect(designer.dialog().getByRole('combobox')).toBeFocused();
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('one bar above, the picture, one bar below; the sheet snaps to half of the screen, all of it or none', async ({
    designer,
    page,
  }) => {
    await designer.open(stack('post-18'), 'post.yaml');
    const bars = ['.bh-top-bar', '.bh-summary', '#canvas', '.bh-strip', '.bh-dock-head', '.bh-dock-tools'];
    const expectApart = async () => {
      expect(await overflowing(page)).toEqual([]);
      for (const [at, one] of bars.entries())
        for (const other of bars.slice(at + 1))
          expect(meet(await box(page, one), await box(page, other)), `${one} and ${other}`).toBe(false);
      const low = await page
        .locator(
          '.bh-top-bar button, .bh-summary button, .bh-footer button, .bh-panes > div > div:not(.bh-dock) button',
        )
        .evaluateAll((buttons) =>
          buttons
            .filter((button) => button.checkVisibility() && button.getBoundingClientRect().height < 44)
            .map((button) => button.textContent || button.getAttribute('aria-label')),
        );
      expect(low).toEqual([]);
    };
    await expectApart();
    // The bars above and below, and one line of the sentence.
    const shut = await box(page, '#canvas');
    expect(shut.height).toBeGreaterThan(844 - 48 - 44 - 62);
    expect((await box(page, '.bh-summary')).height).toBe(44);

    const handle = page.locator('[data-sheet-handle]');
    const drag = async (to: number) => {
      const { x, y, width } = await boxOf(handle);
      await page.mouse.move(x + width / 2, y + 8);
      await page.mouse.down();
      await page.mouse.move(x + width / 2, (y + to) / 2, { steps: 4 });
      await page.mouse.move(x + width / 2, to, { steps: 4 });
      await page.mouse.up();
    };
    const top = async () => Math.round((await boxOf(handle)).y);
    const half = Math.round(48 + (844 - 48) / 2);
    await drag(560);
    await expect.poll(top).toBe(half);
    await expectApart();
    await drag(330);
    await expect.poll(top).toBe(48);
    expect((await box(page, '.bh-dock')).height).toBe(844 - 48 - 60);
    // What is to be seen in the picture takes half of the screen for it.
    await designer.command('show-findings').click();
    await page.evaluate(() => {
      location.hash = 'focus=control-post';
    });
    await expect.poll(top).toBe(half);
    await drag(700);
    await expect.poll(top).toBe(844 - 60);
    await expect(page.locator('[data-sheet]')).toHaveAttribute('data-dock', 'closed');

    // The sentence in full, and a part of it that shows its containers.
    await page.locator('.bh-summary button').click();
    await expect.poll(top).toBe(half);
    await designer.pane('details').locator('[data-part="root"]').click();
    await expect(designer.pane('details').locator('[data-part="root"]')).toHaveAttribute(
      'aria-pressed',
      'true',
    );

    await test.step('a phone on its side has the sheet at the right half', async () => {
      await drag(800);
      // A window of that size is a phone's where fingers point.
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
      await page.setViewportSize({ width: 844, height: 390 });
      await page.locator('[data-sheet-handle]').click();
      await expect(page.locator('[data-sheet]')).toHaveAttribute('data-dock', 'right');
      await expect.poll(async () => (await box(page, '.bh-dock')).x).toBeGreaterThanOrEqual(422);
      expect((await box(page, '#canvas')).width).toBeGreaterThanOrEqual(400);
      expect(await overflowing(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
    });

    await test.step('the map of a host is as wide as the screen, and a press opens a stack in place', async () => {
      await drag(800);
      await page
        .locator('input[data-open-folder]')
        .setInputFiles(fileURLToPath(new URL('stacks/home-server', import.meta.url)));
      const band = page.locator('[data-stack="immich"]');
      await expect(band).toBeVisible();
      expect(await overflowing(page)).toEqual([]);
      const folded = await boxOf(band);
      expect(folded.x + folded.width).toBeLessThanOrEqual(390);
      const names = await page
        .locator('.bh-stack-name')
        .evaluateAll((all) => all.map((name) => Number.parseFloat(getComputedStyle(name).fontSize)));
      expect(Math.min(...names)).toBeGreaterThanOrEqual(12);
      await band.locator('.bh-stack-row').click();
      await expect(band.locator('[data-service="immich-server"]')).toBeVisible();
      expect((await boxOf(band)).height).toBeGreaterThan(folded.height + 100);
      // The picture of the open stack lies within its band.
      const open = await box(page, '.bh-open');
      expect(open.x).toBeGreaterThanOrEqual(folded.x);
      expect(await overflowing(page)).toEqual([]);
      await expectNoViolations(page, 'the map of a host');
    });
  });

  test('the first page fits; open, look, pan with a finger, read, explain, save; axe has nothing to object to', async ({
    designer,
    page,
    origin,
    context,
  }) => {
    // A browser without a touch screen has no such listeners: it has to have one before the page begins.
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.goto('about:blank');
    await designer.visit(origin);
    await test.step('the first page fits, and says what it is for', async () => {
      await expect(designer.lanes().first()).toBeAttached();
      await expect(page.locator('.bh-start h2')).toBeVisible();
      await expect(page.locator('.bh-start [data-command="open"]')).toBeInViewport();
      await expect(page.locator('.bh-start [data-command="example"]')).toBeInViewport();
      await expect(page.locator('[data-copy-address]')).toBeInViewport();
      expect(await overflowing(page)).toEqual([]);
      await expectNoViolations(page, 'nothing opened');
    });
    await test.step('a finger on a card pans the picture', async () => {
      await designer.open(shop);
      expect(await overflowing(page)).toEqual([]);
      const from = await boxOf(designer.card('proxy'));
      const at = { x: from.x + from.width / 2, y: from.y + from.height / 2 };
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly (typeof at)[]) =>
        devtools.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
      await touch('touchStart', [at]);
      for (let down = 20; down <= 160; down += 20) await touch('touchMove', [{ x: at.x, y: at.y + down }]);
      await touch('touchEnd', []);
      await expect.poll(async () => (await boxOf(designer.card('proxy'))).y).toBeGreaterThan(from.y + 60);
      await expect(designer.command('undo')).toBeDisabled();
      await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: false });
      await devtools.detach();
    });
    await test.step('findings, and one explained', async () => {
      await designer.command('show-findings').click();
      const finding = designer.finding('CN102', 'db');
      await expect(finding).toBeInViewport();
      await finding.getByRole('button', { name: 'Why' }).click();
      await expect(finding.locator('.bh-finding-why')).toBeVisible();
      expect(await overflowing(page)).toEqual([]);
      await expectNoViolations(page, 'findings', '[data-pane="findings"]');
      await designer.command('toggle-panes').click();
    });
    await test.step('a service, the palette, and what is saved', async () => {
      await designer.card('proxy').click({ force: true });
      await expect(designer.inspector()).toContainText('want a wider window');
      expect(await overflowing(page)).toEqual([]);
      await expectNoViolations(page, 'a service', '.bh-inspector');
      await designer.command('toggle-panes').click();
      await designer.command('toggle-palette').click();
      await expect(designer.palette('database')).toBeVisible();
      expect(await overflowing(page)).toEqual([]);
      await designer.command('toggle-palette').click();
      await designer.command('show-findings').click();
      await designer.pane('findings').locator('[data-fix="0"]').first().click();
      await designer.command('toggle-panes').click();
      const waiting = page.waitForEvent('download');
      await designer.command('save').click();
      await (await waiting).delete();
    });
  });
});
