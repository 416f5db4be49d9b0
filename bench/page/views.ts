// The two views in which motion is timed.

import type { Designer } from '../../e2e/page/designer.ts';

/** Brings one service into view, close enough to read it; also where the address names it already. */
export async function bringIntoView(designer: Designer, service: string): Promise<void> {
  await designer.page.evaluate(() => {
    window.location.hash = '';
  });
  await designer.focus(service);
  await designer.card(service).locator('small').waitFor();
  await designer.page.waitForTimeout(500);
}

/** Shows the whole picture. */
export async function showAll(designer: Designer): Promise<void> {
  await designer.page.getByRole('button', { name: 'Fit everything into view' }).click();
  await designer.page.waitForTimeout(1_000);
}
