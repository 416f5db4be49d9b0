// The built page in a Chromium, for whoever takes pictures of it.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../find-chromium.mjs';
import { startStaticServer } from '../static-server.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const builtPage = join(root, 'dist/page');

/** Serves the page in `folder` and starts a browser for as long as `take` runs. */
export async function withPage(folder, take) {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('No Chromium: install one or set BULKHEAD_CHROMIUM.');
  const server = await startStaticServer(folder, 0);
  const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
  try {
    await take(browser, server.url);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Opens a file, given as a path or as a payload of Playwright. */
export async function openFile(page, file) {
  await page.locator('input[type=file][data-open]').first().setInputFiles(file);
}

/** Returns the centre of an element on the screen, or null without a box. */
export async function centreOf(locator) {
  const box = await locator.boundingBox();
  return box === null ? null : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
