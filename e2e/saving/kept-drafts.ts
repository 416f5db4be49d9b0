import type { Page } from '@playwright/test';

interface KeptDraft {
  /** Of the main file. */
  readonly text: string;
  /** Whether it is only listed, and not brought back unasked. */
  readonly aside: boolean;
}

/** All drafts that the browser holds; what is none is left out. */
export function keptDrafts(page: Page): Promise<readonly KeptDraft[]> {
  return page.evaluate(
    () =>
      new Promise<KeptDraft[]>((resolve, reject) => {
        const opening = indexedDB.open('bulkhead-drafts');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('drafts').objectStore('drafts').getAll();
          asked.onsuccess = () => {
            opening.result.close();
            const drafts = asked.result.filter(({ project }) => project !== undefined);
            resolve(drafts.map(({ project, aside }) => ({ text: project.texts[0][1], aside })));
          };
        };
      }),
  );
}

/** The texts of the main files of all drafts that the browser holds. */
export async function keptTexts(page: Page): Promise<readonly string[]> {
  return (await keptDrafts(page)).map(({ text }) => text);
}
