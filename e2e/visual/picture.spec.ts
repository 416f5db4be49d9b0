// What a browser makes of the picture, both themes, without pixels: nothing lies over anything, nothing is cut, text can be
// read.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, TestInfo } from '@playwright/test';
import { expect, test } from '../page/test.ts';
import { poll } from '../stacks/poll.ts';
import { unlike } from '../stacks/unlike.ts';
import { external, flat, modes, piles } from './stacks.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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
      const told =
        element.title !== '' ||
        element.closest('[title]') !== null ||
        element.querySelector('[title]') !== null;
      if (element.scrollWidth > element.clientWidth + 1 && !told)
        found.push(`${name} is cut without a tooltip`);
    }
    return found;
  });
}

/** Words of the picture that are too dim to read. */
async function dim(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as {
      axe: {
        run(root: object, options: object): Promise<{ violations: { nodes: { html: string }[] }[] }>;
      };
    };
    const options = { runOnly: ['color-contrast'], resultTypes: ['violations'] };
    const { violations } = await run.run({ include: [['.bh-canvas']] }, options);
    return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
  });
}

// Pictures cost time, and are looked at by a person: `BULKHEAD_PICTURES=1 npm run test:e2e -- visual --reporter html`.
async function attach(page: Page, info: TestInfo, name: string): Promise<void> {
  if (process.env.BULKHEAD_PICTURES === undefined) return;
  await info.attach(name, { body: await page.screenshot(), contentType: 'image/png' });
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`the picture in ${theme}`, () => {
    test.use({ colorScheme: theme, viewport: { width: 1440, height: 900 } });

    // One page for all: opened is one after the other, as a person would.
    test('nothing lies over anything, and text can be read', async ({ designer, page }, info) => {
      test.setTimeout(120_000);
      await test.step('the template: four places and three empty lanes', async () => {
        await expect(designer.lanes()).toHaveCount(3);
        expect(await faults(page)).toEqual([]);
        await attach(page, info, `the template, ${theme}`);
      });
      for (const [name, text] of [
        ['the poll', poll],
        ['30 unlike services', unlike(30)],
        ['25 services on one network', flat(25)],
        ['an external proxy network', external],
        ['300 unlike services', unlike(300)],
        ['piles', piles],
        ['each mode', modes],
      ] as const) {
        await test.step(name, async () => {
          await designer.openNext(text, `${name}.yaml`);
          await expect.poll(() => faults(page), name).toEqual([]);
          expect(await dim(page), name).toEqual([]);
          await attach(page, info, `${name}, ${theme}`);
        });
      }
    });
  });
}

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

for (const [width, height] of [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const) {
  test.describe(`in a window of ${width}×${height}`, () => {
    test.use({ viewport: { width, height } });

    test('all of it is in sight, and no letters are below 11 px', async ({ designer, page }) => {
      test.setTimeout(120_000);
      for (const [name, text] of [
        ['the poll of 5', poll],
        ['18 services', stack('post-18')],
        ['20 services', stack('home-20')],
        ['57 services', stack('tracker-57')],
      ] as const) {
        await test.step(name, async () => {
          await designer.openNext(text, `${name}.yaml`);
          await expect.poll(() => isWhole(page), name).toBe(true);
          await expect.poll(() => unreadable(page), name).toEqual([]);
          expect(await faults(page), name).toEqual([]);
          // Less is said as the view goes away, in letters of the same size.
          const away = page.getByRole('button', { name: 'Zoom out' });
          for (let times = 0; times < 6; times++) {
            await away.click();
            await expect
              .poll(async () => (await unreadable(page)).filter((words) => words.includes('letters')), name)
              .toEqual([]);
          }
        });
      }
    });
  });
}
