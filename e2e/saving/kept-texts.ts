import type { Page } from '@playwright/test';

/** The texts of the main files of all drafts that the browser holds. */
export function keptTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('bulkhead-drafts');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('drafts').objectStore('drafts').getAll();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result.map((draft) => draft.project.texts[0][1]));
          };
        };
      }),
  );
}
