// The two views in which motion is timed.

import type { Designer } from '../../e2e/page/designer.ts';

/** The milliseconds within which a readable card must appear. */
const mostWait = 5_000;

/** Brings one service into view at a readable zoom, also when the address names it already. */
export async function bringIntoView(designer: Designer, service: string): Promise<void> {
  const words = designer.card(service).locator('small');
  // What is in sight stays where it is, however small: a person zooms in, and looks for it again.
  for (let steps = 0; steps < 6 && !(await inSight()); steps++)
    await designer.page.getByRole('button', { name: 'Zoom in' }).click();
  await words.waitFor();
  await designer.page.waitForTimeout(500);

  async function inSight(): Promise<boolean> {
    await designer.page.evaluate(() => {
      window.location.hash = '';
    });
    await designer.focus(service);
    return words.waitFor({ timeout: mostWait }).then(
      () => true,
      () => false,
    );
  }
}

/** Shows the whole picture. */
export async function showAll(designer: Designer): Promise<void> {
  await designer.page.getByRole('button', { name: 'Fit everything into view' }).click();
  await designer.page.waitForTimeout(1_000);
}
