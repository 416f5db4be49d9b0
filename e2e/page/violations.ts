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

/** The rules whose answer a theme can change. */
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

/** What axe objects to, one line per element: of the whole page, or of what a selector finds where the rest was looked at before. */
export function violations(page: Page, within = 'html'): Promise<readonly string[]> {
  return ask(page, within, {});
}

/** As above, of colours alone: words that are too dim, links that nothing else sets apart. */
export function violationsOfColours(page: Page, within: string): Promise<readonly string[]> {
  return ask(page, within, { runOnly: rulesOfColours });
}

/** Turns the page to the other theme, as the system would, and comes back once it is so. */
async function turn(page: Page): Promise<'light' | 'dark'> {
  const themeOf = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  const other = (await themeOf()) === 'dark' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme: other });
  await expect.poll(themeOf).toBe(other);
  return other;
}

/**
 * Fails unless axe has nothing to object to in either theme: everything is asked in the one that the page has, and what a theme can
 * change in the other one, which the page then keeps: to turn it twice costs more than to ask. Where not all is tried, a part of the page is
 * asked in the one theme, and the next part in the other.
 */
export async function expectNoViolations(page: Page, what: string, within = 'html'): Promise<void> {
  expect(await violations(page, within), what).toEqual([]);
  const other = await turn(page);
  if (!triesAll && within !== 'html') return;
  expect(await violationsOfColours(page, within), `${what}, ${other}`).toEqual([]);
}
