// How many cards one dropped capability renders.

import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Designer } from '../../e2e/page/designer.ts';
import { bringIntoView } from './views.ts';

/** Drops NET_RAW of the first service whose card shows that; how many cards rendered, those aside that came into view. */
export async function cardsOfOneChange(designer: Designer, services: readonly string[]): Promise<number> {
  for (const service of services) {
    await bringIntoView(designer, service);
    const inspector = await designer.inspect(service);
    const box = inspector.getByRole('checkbox', { name: /^NET_RAW/ });
    if ((await box.count()) === 0 || !(await box.isChecked()) || !(await box.isEnabled())) continue;
    await box.scrollIntoViewIfNeeded();
    await rest(designer.page);
    const before = await rendersOn(designer.page);
    const shown = await designer.card(service).textContent();
    // In a large project the inspector follows once the change is worked out.
    await box.click();
    await expect(box).not.toBeChecked({ timeout: 20_000 });
    await rest(designer.page);
    const after = await rendersOn(designer.page);
    const changed = (await designer.card(service).textContent()) !== shown;
    await designer.undo();
    await expect(designer.command('undo')).toBeDisabled();
    await rest(designer.page);
    if (changed) return after - before;
  }
  throw new Error('no card of the stack shows a dropped capability');
}

function rendersOn(page: Page): Promise<number> {
  const counts = page.locator('[data-card-renders]');
  return counts.evaluate(
    ({ dataset }) =>
      Number((dataset as DOMStringMap).cardRenders) - Number((dataset as DOMStringMap).cardMounts),
  );
}

const rest = (page: Page): Promise<void> => page.waitForTimeout(600);
