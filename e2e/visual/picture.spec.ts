// What a browser makes of the picture, both themes, without pixels: nothing lies over anything, nothing is cut, text can be
// read. Each picture is attached to the report, to be looked at.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
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
    const tags = boxes('.bh-tag, .bh-stub');
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

for (const theme of ['light', 'dark'] as const) {
  test.describe(`the picture in ${theme}`, () => {
    test.use({ colorScheme: theme, viewport: { width: 1440, height: 900 } });

    for (const [name, text] of [
      ['the poll', poll],
      ['25 services on one network', flat(25)],
      ['an external proxy network', external],
      ['piles', piles],
      ['each mode', modes],
      ['30 unlike services', unlike(30)],
      ['300 unlike services', unlike(300)],
    ] as const) {
      test(`${name}: nothing lies over anything, and text can be read`, async ({ designer, page }, info) => {
        await designer.open(text);
        await expect.poll(() => faults(page)).toEqual([]);
        await page.evaluate(axe);
        const dim = await page.evaluate(async () => {
          const { axe: run } = window as unknown as {
            axe: {
              run(root: object, options: object): Promise<{ violations: { nodes: { html: string }[] }[] }>;
            };
          };
          const options = { runOnly: ['color-contrast'] };
          const { violations } = await run.run({ include: [['.bh-canvas']] }, options);
          return violations.flatMap(({ nodes }) => nodes.map(({ html }) => html));
        });
        expect(dim).toEqual([]);
        await info.attach(`${name}, ${theme}`, { body: await page.screenshot(), contentType: 'image/png' });
      });
    }

    test('the template: four places and three empty lanes', async ({ designer, page }, info) => {
      await expect(designer.lanes()).toHaveCount(3);
      expect(await faults(page)).toEqual([]);
      await info.attach(`the template, ${theme}`, {
        body: await page.screenshot(),
        contentType: 'image/png',
      });
    });
  });
}
