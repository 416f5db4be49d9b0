// What axe objects to on the page as it stands.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import { triesAll } from '../../src/core/compose/testing/property-runs.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

interface Axe {
  run(context: object, options: object): Promise<{ readonly violations: readonly Violation[] }>;
}

/** The rules whose result depends on the theme. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

async function ask(page: Page, within: string, rules: object): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(
    async ([selector, wanted]) => {
      // What passes is not wanted in detail.
      const options = { ...wanted, resultTypes: ['violations'] };
      const { violations: found } = await (window as unknown as { axe: Axe }).axe.run(
        { include: [selector] },
        options,
      );
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      );
    },
    [within, rules] as const,
  );
}

/** Returns the violations that axe finds, one line per element: of the whole page, or of a selector's elements. */
export function violations(page: Page, within = 'html'): Promise<readonly string[]> {
  return ask(page, within, {});
}

/** Returns the colour violations that axe finds: text with too little contrast, links without another distinction. */
export function violationsOfColours(page: Page, within: string): Promise<readonly string[]> {
  return ask(page, within, { runOnly: rulesOfColours });
}

/** Switches the page to the other theme by the system's preference, and waits for it. */
async function turn(page: Page): Promise<'light' | 'dark'> {
  const themeOf = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  const other = (await themeOf()) === 'dark' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: other });
  await expect.poll(themeOf).toBe(other);
  return other;
}

/**
 * Fails when axe finds violations in either theme. All rules run in the current theme, and those that depend on it in the other one, which
 * the page then keeps, since switching twice costs more than checking. When only a part of the page is checked, parts alternate between
 * themes.
 */
export async function expectNoViolations(page: Page, what: string, within = 'html'): Promise<void> {
  expect(await violations(page, within), what).toEqual([]);
  const other = await turn(page);
  if (!triesAll && within !== 'html') return;
  expect(await violationsOfColours(page, within), `${what}, ${other}`).toEqual([]);
}
