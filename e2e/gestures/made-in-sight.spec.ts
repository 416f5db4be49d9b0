// What was made is in sight: after each act the new thing lies in what is visible of the picture, and is outlined for a moment. A stack of
// 57 services at 1280×720 with the file open: the picture is larger than its room.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Designer } from '../page/designer.ts';
import { boxOf } from '../page/pointer.ts';
import { expect, test } from '../page/test.ts';

const tracker = readFileSync(new URL('../stacks/files/tracker-57.yaml', import.meta.url), 'utf8');
const text = `${tracker}\nnetworks:\n  quiet:\n`;

interface Act {
  readonly name: string;
  readonly made: string;
  act(designer: Designer, page: Page): Promise<void>;
}

async function run(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
  await page.keyboard.press('Enter');
}

const enter = (kind: string) => async (designer: Designer, page: Page) => {
  await designer.palette(kind).focus();
  await page.keyboard.press('Enter');
};

const acts: readonly Act[] = [
  { name: 'add a network by key', made: 'network', act: enter('network') },
  {
    name: 'add a network by dragging it from the palette',
    made: 'internal-network',
    act: (designer) => designer.dragPalette('internal-network', designer.page.locator('.react-flow__pane')),
  },
  {
    name: 'add a network by typing its name',
    made: 'depot',
    async act(_designer, page) {
      await page.keyboard.press('n');
      await page.getByLabel('Add a container or network').fill('network depot');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'a template', made: 'front', act: enter('template-front-mid-back') },
  {
    name: 'drop a card',
    made: 'redis',
    async act(designer, page) {
      await designer.focus('redis');
      await designer.card('redis').focus();
      await page.keyboard.press('m');
      await designer.menuItem(/^Move redis to quiet/).click();
    },
  },
  {
    name: 'paste',
    made: 'visitor',
    act: (designer) =>
      designer.pasteText(
        '# Containers copied from Bulkhead\nservices:\n  visitor:\n    image: busybox:1.37\n',
      ),
  },
  {
    name: 'duplicate',
    made: 'kafka-2',
    async act(designer, page) {
      await designer.focus('kafka');
      await designer.card('kafka').focus();
      await page.keyboard.press('Control+d');
    },
  },
  {
    name: 'join',
    made: 'vroom',
    async act(designer, page) {
      await designer.focus('vroom');
      await designer.card('vroom').focus();
      await page.keyboard.press('m');
      await designer.menuItem(/^Join vroom to/).click();
      await designer.menuItem(/^Join vroom to redis/).click();
    },
  },
  {
    name: 'rename',
    made: 'objects-renamed',
    async act(designer, page) {
      await designer.focus('objects');
      await designer.card('objects').focus();
      await page.keyboard.press('F2');
      await page.getByLabel('Rename objects').fill('objects-renamed');
      await page.keyboard.press('Enter');
    },
  },
  {
    name: 'undo of a delete',
    made: 'geoip',
    async act(designer, page) {
      await designer.focus('geoip');
      await designer.card('geoip').focus();
      await page.keyboard.press('Delete');
      await expect(designer.card('geoip')).toHaveCount(0);
      await lookAway(page);
      await designer.undo();
    },
  },
  { name: 'select a network from search', made: 'quiet', act: (_designer, page) => run(page, 'quiet') },
  {
    name: 'split',
    made: 'front',
    async act(designer, page) {
      await designer.focus('default');
      await run(page, 'Split this network');
      await page.locator('[data-command="apply-split"]').click();
      await expect(designer.dialog()).toHaveCount(0);
    },
  },
];

/** Moves the view away, as a hand on the wheel would: the picture is large, and little of it is in sight. */
async function lookAway(page: Page): Promise<void> {
  const { x, y, width, height } = await boxOf(page.locator('.bh-canvas .react-flow'));
  await page.mouse.move(x + width / 2, y + height / 2);
  for (let turn = 0; turn < 3; turn++) await page.mouse.wheel(0, -240);
  await boxOf(page.locator('.react-flow__viewport'));
}

/** Collects the names of what is outlined from now on: an outline is gone after a second. */
async function watchOutlines(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { outlined: seen });
    new MutationObserver(() => {
      for (const mark of document.querySelectorAll('[data-fresh]'))
        seen.push(mark.getAttribute('data-fresh') ?? '');
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { outlined: string[] }).outlined.splice(0));
}

/** Returns how far a card or lane reaches beyond the canvas, in px; of what is larger than the canvas, its first quarter counts. */
function beyond(page: Page, name: string): Promise<number> {
  return page.evaluate((of) => {
    const box = document
      .querySelector(`[data-service="${of}"], [data-network="${of}"]`)
      ?.getBoundingClientRect();
    const canvas = document.querySelector('.bh-canvas .react-flow')?.getBoundingClientRect();
    if (!box || !canvas) return Number.POSITIVE_INFINITY;
    const right = box.width > canvas.width ? box.left + canvas.width / 4 : box.right;
    const bottom = box.height > canvas.height ? box.top + canvas.height / 4 : box.bottom;
    return Math.max(
      canvas.left - box.left,
      canvas.top - box.top,
      right - canvas.right,
      bottom - canvas.bottom,
    );
  }, name);
}

test('twelve acts on 57 services: the new thing is in sight, and outlined', async ({ designer, page }) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 720 });
  await designer.open(text, 'tracker.yaml');
  await designer.showPane('yaml');
  const outlined = await watchOutlines(page);
  for (const { name, made, act } of acts) {
    await test.step(name, async () => {
      await lookAway(page);
      await outlined();
      await act(designer, page);
      await expect.poll(() => beyond(page, made), `${made} is in sight`).toBeLessThanOrEqual(1);
      // It stays there, also when a panel opened for it.
      await boxOf(page.locator(`:is([data-service="${made}"], [data-network="${made}"])`));
      expect(await beyond(page, made), `${made} stays in sight`).toBeLessThanOrEqual(1);
      expect(await outlined(), `${made} is outlined`).toContain(made);
      await page.keyboard.press('Escape');
      await designer.undoAll();
      await page.keyboard.press('Escape');
    });
  }
});
