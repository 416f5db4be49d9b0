// From the drop of a file to its first card, and until nothing on the page changes any more.

import type { Page } from '@playwright/test';

export interface Opening {
  readonly firstCard: number;
  readonly settled: number;
  readonly longestTask: number;
}

/** The page counts as settled after this many milliseconds without a change or a long task. */
const quiet = 1_000;

/** Drops `text` on the window as a file and times what follows, inside the page. */
export function timeOpening(page: Page, text: string): Promise<Opening> {
  return page.evaluate(
    ([content, stillness]) =>
      new Promise<Opening>((resolve, reject) => {
        setTimeout(() => reject(new Error('the file never came to a settled picture')), 90_000);
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], 'compose.yaml'));
        let firstCard = 0;
        let last = 0;
        let longestTask = 0;
        const tasks = new PerformanceObserver((list) => {
          for (const { startTime, duration } of list.getEntries()) {
            if (startTime + duration < dropped) continue;
            last = Math.max(last, startTime + duration);
            longestTask = Math.max(longestTask, duration);
          }
        });
        const changes = new MutationObserver(() => {
          last = performance.now();
          if (firstCard > 0 || document.querySelector('[data-service], [data-pile]') === null) return;
          firstCard = last;
          // What is in the document now is painted with this frame.
          requestAnimationFrame(() => setTimeout(() => (firstCard = performance.now())));
        });
        const target = document.querySelector('main') ?? document.body;
        tasks.observe({ type: 'longtask' });
        changes.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
        const dropped = performance.now();
        for (const type of ['dragenter', 'dragover', 'drop'])
          target.dispatchEvent(
            new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
          );
        const look = setInterval(() => {
          if (firstCard === 0 || performance.now() - last < stillness) return;
          clearInterval(look);
          tasks.disconnect();
          changes.disconnect();
          resolve({ firstCard: firstCard - dropped, settled: last - dropped, longestTask });
        }, 50);
      }),
    [text, quiet] as const,
  );
}
