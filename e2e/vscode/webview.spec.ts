// The page as an editor puts it into a webview: a frame of one origin, its files of another, the policy of the extension, and an editor
// that listens to every key of the window. What the editor does is played by the page around the frame.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type FrameLocator, type Page } from '@playwright/test';
import { pageHtml } from '../../editors/vscode/src/picture/page-html.ts';
import type { HostMessage, PageMessage } from '../../src/page/app/embedded/protocol.ts';
import { carryTo, pickUp, spotOf } from '../page/pointer.ts';
import { builtPage, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.use({ ownPage: true });
// Other origins than that of the tests' server are what this is about.
test.beforeEach(({ provoked }) => {
  provoked.push(/^request: https:\/\/(?:editor|files|frame)\.test\//);
});

const files = 'https://files.test';

declare global {
  interface Window {
    /** What the frame said, and what the editor holds. */
    said: PageMessage[];
    heard: string[];
    held: { text: string; version: number };
    tell(message: HostMessage): void;
  }
}

/** What stands before the page in its frame: the editor's hands, and its ear at the window. */
const hands = `
  window.acquireVsCodeApi = () => ({ postMessage: (message) => parent.postMessage({ message }, '*') });
  window.addEventListener('keydown', ({ key }) => parent.postMessage({ key }, '*'));
`;

/** An editor with one text: it makes the edits that are for its version, and tells of them as VS Code does. */
const around = `
  window.said = [];
  window.heard = [];
  window.tell = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '*');
  const path = 'compose.yaml';
  window.addEventListener('message', ({ data: { key, message } }) => {
    if (key !== undefined) return window.heard.push(key);
    window.said.push(message);
    if (message.type === 'ready') {
      const files = [{ path, ...window.held }];
      window.tell({ type: 'open', protocol: 1, main: path, folder: 'shop', project: null, files, theme: 'dark' });
    }
    if (message.type !== 'edit') return;
    for (const { offset, length, text } of [...message.files[0].edits].reverse())
      window.held.text = window.held.text.slice(0, offset) + text + window.held.text.slice(offset + length);
    window.held.version++;
    window.tell({ type: 'edited', id: message.id, versions: [[path, window.held.version]] });
  });
`;

/** Shows the page of a text in an editor. */
async function show(page: Page, text: string): Promise<FrameLocator> {
  const index = await readFile(join(builtPage, 'index.html'), 'utf8');
  const html = pageHtml(index, {
    source: `${files} https://frame.test`,
    addressOf: (path) => `${files}/page/${path}`,
    dark: true,
  }).replace('<head>', '<head><script src="/hands.js"></script>');
  const script = { contentType: 'text/javascript' };
  await page.route('https://editor.test/**', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ ...script, body: `window.held = ${JSON.stringify({ text, version: 1 })};${around}` })
      : route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html><link rel="icon" href="data:,"><body style="margin:0">
            <script src="/around.js"></script>
            <iframe src="https://frame.test/" style="border:0;width:100vw;height:100vh;display:block"></iframe>`,
        }),
  );
  await page.route('https://frame.test/**', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ ...script, body: hands })
      : route.fulfill({ contentType: 'text/html', body: html }),
  );
  await page.route(`${files}/page/**`, (route) =>
    route.fulfill({
      path: join(builtPage, new URL(route.request().url()).pathname.replace('/page/', '')),
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  await page.goto('https://editor.test/');
  return page.frameLocator('iframe');
}

test('a drag in the picture is an edit of the text, what is typed is drawn, and the editor does not hear the keys of the picture', async ({
  page,
}) => {
  const picture = await show(page, rooms);
  await expect(picture.locator('html')).toHaveAttribute('data-theme', 'dark');
  await pickUp(page, await spotOf(picture.locator('[data-tap="app mid"]')));
  await carryTo(page, await spotOf(picture.locator('[data-network="back"]')));
  await page.mouse.up();
  const moved = rooms.replace('[front, mid]', '[front, back]');
  await expect.poll(() => page.evaluate(() => window.held.text)).toBe(moved);
  const [asked] = (await page.evaluate(() => window.said)).filter(({ type }) => type === 'edit');
  expect(asked).toMatchObject({ files: [{ version: 1, edits: [{ length: 3, text: 'back' }] }] });

  await page.evaluate((text) => {
    window.held = { text, version: 3 };
    window.tell({ type: 'changed', files: [{ path: 'compose.yaml', text, version: 3 }] });
  }, rooms);
  await expect(picture.locator('[data-tap="app mid"]')).toBeVisible();

  // A line is shown in the editor, which has the text.
  await picture.locator('[data-service="web"]').click();
  await picture.getByRole('button', { name: 'line 2', exact: true }).click();
  await expect.poll(() => page.evaluate(() => window.said.at(-1)?.type)).toBe('reveal');
  await test.step('what the keyboard means for the picture, the editor does not hear', async () => {
    await page.evaluate(() => {
      window.heard = [];
    });
    await picture.locator('[data-service="web"]').click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.evaluate(() => window.said.at(-1)?.type)).toBe('undo');
    await page.keyboard.press('Control+k');
    const search = picture.getByPlaceholder('A service, a network or a command');
    await search.fill('app');
    await search.press('Control+z');
    await expect(search).toHaveValue('');
    await search.press('Escape');
    await page.keyboard.press('Control+o');
    // Keys come as messages and in their order: whatever was to come before the last one is there with it.
    const heard = () => page.evaluate(() => window.heard.filter((key) => key !== 'Control'));
    await expect.poll(heard).toContain('o');
    expect(await heard()).toEqual(['o']);
  });
  await test.step('a large project is read and drawn without threads, which a webview does not have', async () => {
    const services = Array.from(
      { length: 520 },
      (_, at) => `  s${at}:\n    image: a:1\n    networks: [n${at % 40}]\n`,
    );
    const networks = Array.from({ length: 40 }, (_, at) => `  n${at}:\n`);
    await show(page, `services:\n${services.join('')}networks:\n${networks.join('')}`);
    await expect(picture.locator('[data-network="n0"]')).toBeVisible();
    await expect(picture.locator('.bh-picture-head')).toContainText('of 520');
  });
});
