// The still pictures of docs, docs/pictures/*.png.

import { join } from 'node:path';
import { builtPage, centreOf, openFile, root, withPage } from './built-page.mjs';

const stack = join(root, 'e2e/stacks/files/home-20.yaml');
const viewport = { width: 1440, height: 900 };
/** Milliseconds after which the notice of an opened file is gone. */
const quiet = 6500;

async function openStack(page) {
  await page.locator('[data-network="front"]').first().waitFor();
  await openFile(page, stack);
  await page.locator('[data-service="broker"]').waitFor();
  await page.waitForTimeout(quiet);
}

async function holdCard(page) {
  await openStack(page);
  const { x, y } = await centreOf(page.locator('[data-service="broker"]'));
  const lane = await page.locator('[data-network="edge"]').first().boundingBox();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 12, y + 12, { steps: 3 });
  await page.mouse.move(lane.x + lane.width * 0.25, lane.y + lane.height * 0.7, { steps: 12 });
  await page.waitForTimeout(1500);
}

/** Each picture: its name, its themes, and how the page comes to show it. */
const pictures = [
  { name: 'example', themes: ['light', 'dark'], at: '', show: openStack },
  {
    name: 'host',
    themes: ['light', 'dark'],
    at: '#sample=home-server',
    async show(page) {
      await page.locator('[data-stack]').first().waitFor();
      await page.waitForTimeout(quiet);
    },
  },
  {
    name: 'export',
    themes: ['light', 'dark'],
    at: '',
    async show(page) {
      await openStack(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type('Export for Kubernetes');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Export for Kubernetes' }).waitFor();
      await page.waitForTimeout(2500);
    },
  },
  { name: 'drag', themes: [''], at: '', show: holdCard },
];

export async function takeStills() {
  await withPage(builtPage, async (browser, url) => {
    for (const { name, themes, at, show } of pictures)
      for (const theme of themes) {
        const colorScheme = theme === '' ? 'light' : theme;
        const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
        await page.goto(`${url}${at}`);
        await show(page);
        const file = `docs/pictures/${name}${theme === '' ? '' : `-${theme}`}.png`;
        await page.screenshot({ path: join(root, file) });
        process.stdout.write(`${file}\n`);
        await page.close();
      }
  });
}
