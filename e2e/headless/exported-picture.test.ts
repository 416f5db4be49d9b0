// The picture that is exported or printed is the one on the screen: compared by what both say that they show, not by pixels.

import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { exportedFile, printedPicture } from '../../src/page/app/share/exported-file.ts';
import { hostStore, sessionStore } from '../../src/page/state/page-stores.ts';
import { expect, test } from './test.tsx';

const stack = (name: string): string => readFileSync(`e2e/stacks/files/${name}.yaml`, 'utf8');

const attributes = [
  ...['data-service', 'data-pile', 'data-network', 'data-tap', 'data-need', 'data-gate', 'data-guard'],
  ...['data-danger', 'data-kind'],
];

/** Values of the attributes in a picture, sorted. */
function shownBy(root: ParentNode): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    attributes.map((attribute) => [
      attribute,
      [...root.querySelectorAll(`[${attribute}]`)].map((each) => each.getAttribute(attribute) ?? '').sort(),
    ]),
  );
}

const canvas = (): Element => document.querySelector('.bh-canvas') ?? expect.fail('no canvas');

async function exported(theme: 'light' | 'dark'): Promise<string> {
  const choice = { format: 'svg', theme, withText: false, part: null } as const;
  const made = await exportedFile(sessionStore.getState(), choice);
  return made === null ? expect.fail('nothing was exported') : made.blob.text();
}

const parsed = (svg: string): Document => new DOMParser().parseFromString(svg, 'text/html');

/** Words that stand on cards, lanes and above the picture, without what separates them. */
const wordsOf = (root: ParentNode, selector: string): readonly string[] =>
  [...root.querySelectorAll(selector)]
    .map((each) => each.textContent?.trim() ?? '')
    .filter((text) => text !== '');

describe.each(['post-18', 'home-20', 'tracker-57', 'plants-20'])('the picture of %s', (name) => {
  test('has the cards, piles, lanes, taps, lines, pills and icons of the screen', async ({ designer }) => {
    await designer.open(stack(name));
    // What leads through proxies is read in parallel.
    if (name === 'home-20') await expect(designer.locator('[data-gate]')).toHaveCount(3);
    const drawn = parsed(await exported('light'));
    expect(shownBy(drawn)).toEqual(shownBy(canvas()));
    const sentence = wordsOf(document, '[data-summary] [data-part]');
    const text = drawn.querySelector('svg')?.textContent ?? '';
    for (const part of sentence.slice(0, 2)) expect(text).toContain(part);
    for (const head of wordsOf(canvas(), '.bh-headline')) expect(text).toContain(head.slice(0, 12));
    // Every way in is named as in Outside.
    for (const label of wordsOf(canvas(), '.bh-trunk-label b')) expect(text).toContain(label.slice(0, 8));
  });
});

test('a selected card has its lines and their reasons in the exported picture, too', async ({ designer }) => {
  await designer.open(stack('post-18'));
  await designer.card('sql-post').click();
  expect(document.querySelectorAll('[data-need]')).toHaveLength(6);
  const drawn = parsed(await exported('dark'));
  expect(shownBy(drawn)).toEqual(shownBy(canvas()));
  const text = drawn.querySelector('svg')?.textContent ?? '';
  for (const reason of wordsOf(canvas(), '[data-reason] > :last-child')) expect(text).toContain(reason);
});

test('what is printed is the same picture, in light colours', async ({ designer }) => {
  await designer.open(stack('plants-20'));
  const svg =
    printedPicture(sessionStore.getState(), hostStore.getState()) ?? expect.fail('nothing is printed');
  expect(shownBy(parsed(svg))).toEqual(shownBy(canvas()));
  expect(svg).toContain('#eef1f5');
});
