// What a browser makes of the picture, both themes, without pixels: nothing lies over anything, nothing is cut, text can be
// read.

import { readFileSync } from 'node:fs';
import type { Page, TestInfo } from '@playwright/test';
import { triesAll } from '../../src/core/compose/testing/property-runs.ts';
import { expect, test } from '../page/test.ts';
import { violationsOfColours } from '../page/violations.ts';
import { poll } from '../stacks/poll.ts';
import { unlike } from '../stacks/unlike.ts';
import { unreadableNames } from './faults.ts';
import { external, flat, modes, piles } from './stacks.ts';

/** What is wrong with the picture as it stands in the window. */
function faults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const boxes = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map((element) => ({
        element,
        box: element.getBoundingClientRect(),
        name: element.dataset.service ?? element.dataset.pile ?? element.textContent ?? '',
      }));
    const meet = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const cards = boxes('.bh-card:not(.bh-boxed)');
    const labels = boxes('.bh-trunk-label');
    const tags = boxes('.bh-tag, .bh-lane-stub');
    const all = [...cards, ...labels, ...tags];
    all.forEach((one, index) => {
      for (const other of all.slice(index + 1)) {
        if (meet(one.box, other.box)) found.push(`${one.name} lies over ${other.name}`);
      }
    });
    for (const { element, name } of boxes(
      '.bh-name b, .bh-name small, .bh-meter, .bh-lane-title, .bh-headline',
    )) {
      const explained =
        element.title !== '' ||
        element.closest('[title]') !== null ||
        element.querySelector('[title]') !== null;
      if (element.scrollWidth > element.clientWidth + 1 && !explained)
        found.push(`${name} is cut without a tooltip`);
    }
    return found;
  });
}

// Pictures cost time, and are looked at by a person: `BULKHEAD_PICTURES=1 npm run test:e2e -- visual --reporter html`.
async function attach(page: Page, info: TestInfo, name: string): Promise<void> {
  if (process.env.BULKHEAD_PICTURES === undefined) return;
  await info.attach(name, { body: await page.screenshot(), contentType: 'image/png' });
}

test.describe('the picture in both themes', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  // One page for all: opened is one after the other, as a person would.
  test('nothing lies over anything, and text can be read', async ({ designer, page }, info) => {
    const inBothThemes = async (name: string) => {
      // Where not all is tried, what a theme can change is looked at in both where cards and lanes are of all kinds.
      const both = triesAll || ['the template', 'the poll', 'each mode'].includes(name);
      for (const colorScheme of both ? (['dark', 'light'] as const) : (['dark'] as const)) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme);
        expect(await violationsOfColours(page, '.bh-canvas'), `${name}, ${colorScheme}`).toEqual([]);
        await attach(page, info, `${name}, ${colorScheme}`);
      }
    };
    await test.step('the template: four places and three empty lanes', async () => {
      await expect(designer.lanes()).toHaveCount(3);
      expect(await faults(page)).toEqual([]);
      await inBothThemes('the template');
    });
    // The larger ones are of the same kinds of parts.
    const large: readonly (readonly [name: string, text: string])[] = [
      ['25 services on one network', flat(25)],
      ['300 unlike services', unlike(300)],
    ];
    for (const [name, text] of [
      ['the poll', poll],
      ['30 unlike services', unlike(30)],
      ['an external proxy network', external],
      ['piles', piles],
      ['each mode', modes],
      ...(triesAll ? large : []),
    ] as const) {
      await test.step(name, async () => {
        await designer.openNext(text, `${name}.yaml`);
        // Where things are does not depend on a theme.
        await expect.poll(() => faults(page), name).toEqual([]);
        await inBothThemes(name);
      });
    }
  });
});

/** Letters on the canvas that are smaller than the floor, and names of cards and lanes that are cut, as they stand on the screen. */
function unreadable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const canvas = document.querySelector('.bh-canvas');
    if (!canvas) return ['no canvas'];
    const viewport = canvas.querySelector('.react-flow__viewport');
    const zoom = viewport ? new DOMMatrix(getComputedStyle(viewport).transform).a : 1;
    const texts = document.createTreeWalker(canvas, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement;
      const words = texts.currentNode.textContent?.trim() ?? '';
      if (!element || words === '' || element.getBoundingClientRect().width === 0) continue;
      const scale = viewport?.contains(element) ? zoom : 1;
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      if (size < 11) found.push(`${words} has letters of ${size.toFixed(1)} px`);
    }
    for (const name of canvas.querySelectorAll('.bh-card b, .bh-card .bh-cut > span, .bh-lane-title b')) {
      const cut = name.scrollWidth > name.clientWidth + 1 || name.scrollHeight > name.clientHeight + 3;
      if (cut) found.push(`${name.textContent} is cut`);
    }
    return found;
  });
}

/** Whether the whole picture is in sight. */
function isWhole(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const view = document.querySelector('.bh-canvas .react-flow')?.getBoundingClientRect();
    const all = [...document.querySelectorAll('.react-flow__node')].map((node) =>
      node.getBoundingClientRect(),
    );
    return (
      view !== undefined &&
      all.every(({ right, bottom }) => right <= view.right + 1 && bottom <= view.bottom + 1)
    );
  });
}

const stack = (name: string): string =>
  readFileSync(new URL(`../stacks/files/${name}.yaml`, import.meta.url), 'utf8');

test('all of it is in sight in every window, and no letters are below 11 px, also from farther away', async ({
  designer,
  page,
}) => {
  const letters = async () => (await unreadable(page)).filter((words) => words.includes('letters'));
  const windows = [
    [
      1280,
      720,
      { 'the poll of 5': poll, '18 services': stack('post-18'), '57 services': stack('tracker-57') },
    ],
    [1440, 900, { '20 services': stack('home-20'), '57 services': stack('tracker-57') }],
    [
      1920,
      1080,
      { 'the poll of 5': poll, '18 services': stack('post-18'), '57 services': stack('tracker-57') },
    ],
  ] as const;
  // The smallest window has the least room for letters.
  for (const [width, height, stacks] of triesAll ? windows : [windows[0]]) {
    await page.setViewportSize({ width, height });
    for (const [name, text] of Object.entries(stacks)) {
      const where = `${name} at ${width}×${height}`;
      await test.step(where, async () => {
        await designer.openNext(text, `${where}.yaml`);
        await expect.poll(() => isWhole(page), where).toBe(true);
        await expect.poll(() => unreadable(page), where).toEqual([]);
        expect(await faults(page), where).toEqual([]);
        await expect.poll(() => unreadableNames(page), where).toEqual([]);
        if (width === 1920) return;
        // Less is said as the view goes away, in letters of the same size.
        for (let times = 0; times < 6; times++) {
          await page.getByRole('button', { name: 'Zoom out' }).click();
          await expect.poll(letters, where).toEqual([]);
        }
      });
    }
  }
});

test('no name is covered or cut while the file is open', async ({ designer, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByRole('tab', { name: 'File' }).click();
  for (const name of ['post-18', 'home-20', 'tracker-57']) {
    await test.step(name, async () => {
      await designer.openNext(stack(name), `${name}.yaml`);
      await expect.poll(() => unreadableNames(page), name).toEqual([]);
    });
  }
});
