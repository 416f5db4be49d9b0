// A real VS Code in the browser: code-server with the packed extension in it. It is not among what this project installs, since it
// is compiled where it is installed: `BULKHEAD_CODE_SERVER` names its folder (docs/testing.md).

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type FrameLocator, type Page, test } from '@playwright/test';
import { carryTo, pickUp, spotOf } from '../page/pointer.ts';
import { rooms } from '../stacks/rooms.ts';

const codeServer = process.env.BULKHEAD_CODE_SERVER;
const root = fileURLToPath(new URL('../..', import.meta.url));
const moved = rooms.replace('[front, mid]', '[front, back]');

test.skip(codeServer === undefined, 'BULKHEAD_CODE_SERVER names no code-server');
test.describe.configure({ mode: 'default' });

let folder: string;
let server: ChildProcess;
let address: string;

const shop = () => join(folder, 'shop');
function run(...args: readonly string[]): string[] {
  const own = ['--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')];
  return [codeServer ?? '', '--config', join(folder, 'config.yaml'), ...own, ...args];
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-code-'));
  mkdirSync(join(folder, 'data', 'User'), { recursive: true });
  mkdirSync(shop());
  writeFileSync(join(folder, 'config.yaml'), 'bind-addr: 127.0.0.1:0\nauth: none\ncert: false\n');
  const settings = {
    'workbench.colorTheme': 'Default Dark Modern',
    'workbench.startupEditor': 'none',
    'files.autoSave': 'off',
  };
  writeFileSync(join(folder, 'data', 'User', 'settings.json'), JSON.stringify(settings));
  const packed = spawnSync(process.execPath, [join(root, 'scripts', 'vsix.mjs')], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(packed.status, packed.stderr).toBe(0);
  const [vsix = ''] = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.vsix'));
  const installed = spawnSync(process.execPath, run('--install-extension', join(root, 'dist', vsix)), {
    encoding: 'utf8',
  });
  expect(installed.status, installed.stderr).toBe(0);
  server = spawn(
    process.execPath,
    run('--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', shop()),
    // With all that it starts, such as the host of the extensions.
    { detached: true },
  );
  address = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
      const found = /listening on (http:\S+?)\/?\s/.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
    server.on('exit', () => reject(new Error(said)));
  });
});

test.afterAll(async () => {
  const ended = new Promise((resolve) => server.on('exit', resolve));
  if (server.pid !== undefined) process.kill(-server.pid);
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

/** What the text editor at the left shows. */
async function shownText(page: Page): Promise<string> {
  const lines = await page
    .locator('.editor-group-container')
    .first()
    .locator('.view-line')
    .evaluateAll((found) =>
      found
        .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll('\u00a0', ' ')),
    );
  return lines.join('\n');
}

async function openFile(page: Page, name: string): Promise<void> {
  await page.goto(`${address}/?folder=${shop()}`);
  const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
  await file.dblclick({ timeout: 60_000 });
  await expect(page.locator('.view-line').first()).toBeVisible({ timeout: 30_000 });
  // The side bar makes place for the picture.
  await page.keyboard.press('Control+b');
}

/** Shows the picture by its button, and answers with its page. */
async function showPicture(page: Page): Promise<FrameLocator> {
  await page.getByRole('button', { name: 'Show the picture beside' }).first().click();
  const picture = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await expect(picture.locator('[data-service="app"]')).toBeVisible({ timeout: 30_000 });
  return picture;
}

async function typeAt(page: Page, line: string, text: string): Promise<void> {
  await page
    .locator('.editor-group-container')
    .first()
    .locator('.view-line', { hasText: line })
    .first()
    .click();
  await page.keyboard.press('End');
  await page.keyboard.type(text);
}

async function runCommand(page: Page, name: string): Promise<void> {
  await group(page, 0).locator('.view-line').first().click();
  await page.keyboard.press('F1');
  await page.keyboard.type(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
}

const group = (page: Page, at: number) => page.locator('.editor-group-container').nth(at);

test('a drag in the picture is an edit of the text, and undo of either takes it back', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 2400, height: 1000 });
  writeFileSync(join(shop(), 'compose.yaml'), rooms);
  await openFile(page, 'compose.yaml');
  const picture = await showPicture(page);
  await page.screenshot({ path: test.info().outputPath('dark.png') });

  await pickUp(page, await spotOf(picture.locator('[data-tap="app mid"]')));
  await carryTo(page, await spotOf(picture.locator('[data-network="back"]')));
  await page.mouse.up();
  await expect.poll(() => shownText(page)).toBe(moved);
  // The editor saves when its person wants it.
  expect(readFileSync(join(shop(), 'compose.yaml'), 'utf8')).toBe(rooms);
  await expect(group(page, 0).locator('.tab.dirty')).toHaveCount(1);

  // The keyboard is in the picture.
  await page.keyboard.press('Control+z');
  await expect.poll(() => shownText(page)).toBe(rooms);
  await expect(picture.locator('[data-tap="app mid"]')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => shownText(page)).toBe(moved);
  await picture.locator('[data-command="undo"]').click();
  await expect.poll(() => shownText(page)).toBe(rooms);
  await picture.locator('[data-command="redo"]').click();
  await expect.poll(() => shownText(page)).toBe(moved);

  // And in the text.
  await group(page, 0).locator('.view-line').first().click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => shownText(page)).toBe(rooms);
  await expect(picture.locator('[data-tap="app mid"]')).toBeVisible();

  // What is typed is drawn.
  await typeAt(page, 'image: busybox', '\nnetworks: [mid]');
  await expect(picture.locator('[data-tap="tool mid"]')).toBeVisible();

  // From the picture to the line.
  await picture.locator('[data-service="web"]').click();
  await picture.getByRole('button', { name: 'line 2', exact: true }).click();
  await expect(page.locator('.statusbar-item', { hasText: /^Ln 2, Col/ })).toBeVisible();

  // Ctrl S in the picture saves the text.
  await picture.locator('[data-service="app"]').click();
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFileSync(join(shop(), 'compose.yaml'), 'utf8')).toBe(await shownText(page));

  await runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
  await expect(picture.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.screenshot({ path: test.info().outputPath('light.png') });

  // The editor brings it back with its window.
  await page.reload();
  await expect(picture.locator('[data-tap="tool mid"]')).toBeVisible({ timeout: 30_000 });
});

test('several files: each change is taken back where it was made', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 2400, height: 1000 });
  const override = 'services:\r\n  tool:\r\n    networks: [mid]\r\n';
  const [main, other] = [join(shop(), 'compose.yaml'), join(shop(), 'compose.override.yaml')];
  writeFileSync(main, rooms);
  writeFileSync(other, override);
  await openFile(page, 'compose.yaml');
  const picture = await showPicture(page);
  const saved = async (file: string): Promise<string> => {
    await picture.locator('[data-service="app"]').focus();
    await page.keyboard.press('Control+s');
    await expect(page.locator('.tab.dirty')).toHaveCount(0);
    return readFileSync(file, 'utf8');
  };
  await pickUp(page, await spotOf(picture.locator('[data-tap="tool mid"]')));
  await carryTo(page, await spotOf(picture.locator('[data-network="back"]')));
  await page.mouse.up();
  await expect(picture.locator('[data-tap="tool back"]')).toBeVisible();
  await expect(page.locator('.tab.dirty', { hasText: 'override' })).toHaveCount(1);
  expect(await shownText(page)).toBe(rooms);
  await picture.locator('[data-service="app"]').focus();
  await page.keyboard.press('Control+z');
  await expect(picture.locator('[data-tap="tool mid"]')).toBeVisible();
  // The picture stays where it was, although the other text was shown for it.
  await expect(group(page, 1).locator('.tab.active')).toContainText('compose.yaml');
  expect(await saved(other)).toBe(override);

  // One step of both files.
  await picture.locator('[data-network="mid"]').focus();
  await page.keyboard.press('Enter');
  const name = picture.getByRole('textbox', { name: 'Network name' });
  await name.fill('middle');
  await name.press('Enter');
  await expect(picture.locator('[data-network="middle"]')).toBeVisible();
  expect(await saved(main)).toBe(
    rooms.replace('[front, mid]', '[front, middle]').replace('  mid:', '  middle:'),
  );
  expect(readFileSync(other, 'utf8')).toBe(override.replace('mid', 'middle'));
  await picture.locator('[data-service="app"]').focus();
  await page.keyboard.press('Control+z');
  await expect(picture.locator('[data-network="mid"]')).toBeVisible();
  expect(await saved(main)).toBe(rooms);
  expect(readFileSync(other, 'utf8')).toBe(override);
});

test('a file that a picture begins is made beside the text, and is saved with it', async ({ page }) => {
  test.setTimeout(240_000);
  await page.setViewportSize({ width: 2400, height: 1000 });
  const [main, variables] = [join(shop(), 'compose.yaml'), join(shop(), '.env')];
  rmSync(join(shop(), 'compose.override.yaml'), { force: true });
  writeFileSync(main, rooms.replace('nginx:1.27', '${IMAGE}'));
  await openFile(page, 'compose.yaml');
  const picture = await showPicture(page);
  await picture.getByRole('tab', { name: 'All findings' }).click();
  const row = picture.locator('[data-rule="CN601"]');
  await row.getByRole('button', { name: 'Give them values…' }).click();
  await row.locator('[data-variable="IMAGE"]').fill('nginx:1.29');
  await row.locator('[data-variable="IMAGE"]').press('Enter');
  await expect(page.locator('.tab.dirty', { hasText: '.env' })).toHaveCount(1);
  await picture.locator('[data-service="app"]').focus();
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFileSync(variables, 'utf8')).toBe('IMAGE=nginx:1.29\n');
  await expect(row).toHaveCount(0);
});
