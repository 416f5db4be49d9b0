// Files on a disk that the test owns, handed to the page through the browser's own interface.

import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** By name, what is on disk; `writes` lists what the page wrote. */
    disk: { readonly texts: Map<string, string>; readonly writes: string[] };
  }
}

/** Gives the page, until it is left, a file dialog in which exactly `files` are chosen, each with a handle. */
export async function fakeDisk(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((given) => {
    const texts = new Map(Object.entries(given));
    const writes: string[] = [];
    window.disk = { texts, writes };
    const handle = (name: string) => ({
      kind: 'file',
      name,
      queryPermission: async () => 'granted',
      requestPermission: async () => 'granted',
      getFile: async () => new File([texts.get(name) ?? ''], name),
      async createWritable() {
        let held = new Uint8Array();
        return {
          async write(bytes: Uint8Array<ArrayBuffer>) {
            held = bytes;
          },
          async close() {
            const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(held);
            texts.set(name, text);
            writes.push(name);
          },
          async abort() {},
        };
      },
    });
    Object.assign(window, { showOpenFilePicker: async () => [...texts.keys()].map(handle) });
  }, files);
}

/** Another program writes a file, and the person comes back to the window. */
export async function changeOnDisk(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([file, content]) => {
      window.disk.texts.set(file, content);
      window.dispatchEvent(new Event('focus'));
    },
    [name, text] as const,
  );
}

export function onDisk(page: Page, name: string): Promise<string | undefined> {
  return page.evaluate((file) => window.disk.texts.get(file), name);
}

/** The names of the files that the page wrote, in order. */
export function written(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.disk.writes);
}
