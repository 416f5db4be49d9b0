// One dropped capability: how many cards it renders, and how long it takes to the picture.

import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Designer } from '../../e2e/page/designer.ts';
import { bringIntoView } from './views.ts';

export interface OneChange {
  /** The number of cards that rendered, without those that came into view. */
  readonly cardsRendered: number;
  /** Milliseconds from the click to the painted card that says it, and the longest task of it; 0 for none above 50. */
  readonly toPicture: number;
  readonly longestTask: number;
}

/** Drops NET_RAW of the first service whose card shows it. */
export async function timeOneChange(designer: Designer, services: readonly string[]): Promise<OneChange> {
  for (const service of services) {
    await bringIntoView(designer, service);
    const inspector = await designer.inspect(service);
    const box = inspector.getByRole('checkbox', { name: /^NET_RAW/ });
    if ((await box.count()) === 0 || !(await box.isChecked()) || !(await box.isEnabled())) continue;
    await box.scrollIntoViewIfNeeded();
    await rest(designer.page);
    const before = await rendersOn(designer.page);
    const shown = await designer.card(service).textContent();
    const timed = timeToPicture(designer.page, service);
    // Left unanswered where the card stays as it is, until the page is closed.
    timed.catch(() => {});
    // In a large project the inspector follows once the change is worked out.
    await box.click();
    await expect(box).not.toBeChecked({ timeout: 20_000 });
    await rest(designer.page);
    const after = await rendersOn(designer.page);
    const changed = (await designer.card(service).textContent()) !== shown;
    await designer.undo();
    await expect(designer.command('undo')).toBeDisabled();
    await rest(designer.page);
    if (changed) return { cardsRendered: after - before, ...(await timed) };
  }
  throw new Error('no card of the stack shows a dropped capability');
}

/** Resolves with the time from the next click to a changed, painted card of `service`; never when the card stays as it is. */
function timeToPicture(page: Page, service: string): Promise<Pick<OneChange, 'toPicture' | 'longestTask'>> {
  return page.evaluate(
    (name) =>
      new Promise((resolve) => {
        let longestTask = 0;
        const tasks = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
        });
        tasks.observe({ type: 'longtask' });
        const text = () => document.querySelector(`[data-service="${name}"]`)?.textContent;
        const before = text();
        let clicked = 0;
        window.addEventListener(
          'click',
          () => {
            clicked = performance.now();
          },
          { capture: true, once: true },
        );
        const drawn = new MutationObserver(() => {
          if (clicked === 0 || text() === before) return;
          drawn.disconnect();
          requestAnimationFrame(() =>
            setTimeout(() => {
              const toPicture = performance.now() - clicked;
              // Long tasks are reported a while after they ended.
              setTimeout(() => {
                tasks.disconnect();
                resolve({ toPicture, longestTask });
              }, 300);
            }),
          );
        });
        drawn.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      }),
    service,
  );
}

function rendersOn(page: Page): Promise<number> {
  const counts = page.locator('[data-card-renders]');
  return counts.evaluate(
    ({ dataset }) =>
      Number((dataset as DOMStringMap).cardRenders) - Number((dataset as DOMStringMap).cardMounts),
  );
}

const rest = (page: Page): Promise<void> => page.waitForTimeout(600);
