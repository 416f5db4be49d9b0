// `bulkhead serve` as a person meets it: sign in, look, sign out.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtPage, expect, test } from '../page/test.ts';

const command =
  process.env.BULKHEAD_COMMAND ?? fileURLToPath(new URL('../../dist/cli/bulkhead.js', import.meta.url));
const password = 'correct horse battery';
const env = { ...process.env, BULKHEAD_PAGE: builtPage };

let folder = '';
let child: ChildProcess;
let address = '';

/** What the command prints; `until` ends the wait before the command does. */
function output(started: ChildProcess, until?: RegExp): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    started.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      if (until?.test(text)) resolve(text);
    });
    started.once('close', () => resolve(text));
  });
}

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-served-'));
  for (const [dir, text] of [
    ['blog', 'services:\n  blog: { image: ghost, networks: [back] }\nnetworks:\n  back:\n'],
    ['wiki', 'services:\n  wiki: { image: wiki }\n'],
  ] as const) {
    mkdirSync(join(folder, dir));
    writeFileSync(join(folder, dir, 'compose.yaml'), text);
  }
  const hashing = spawn(process.execPath, ['--', command, 'serve', '--hash-password'], { env });
  hashing.stdin.end(password);
  writeFileSync(join(folder, 'password'), await output(hashing));
  const words = ['serve', '--stacks', '.', '--listen', '127.0.0.1:0', '--password-file', 'password'];
  child = spawn(process.execPath, ['--', command, ...words], { cwd: folder, env });
  address = /http:\S+/.exec(await output(child, /http:\S+/))?.[0] ?? '';
});
test.afterAll(() => {
  child.kill('SIGTERM');
  rmSync(folder, { recursive: true });
});
test.use({ ownPage: true });

test('a person signs in, sees the stacks, and signs out', async ({ page, provoked }) => {
  provoked.push(/status of 403/);
  await page.goto(address);
  await expect(page).toHaveURL(`${address}login`);
  await page.getByLabel('Password').fill('a wrong password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toHaveText('That is not the password.');
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(address);
  await expect(page.getByText('This server saves nothing.')).toBeVisible();
  await expect(page.locator('[data-stack="blog"]').first()).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('sign out');
  await page.getByRole('option', { name: 'Sign out…' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${address}login`);
  await page.goto(address);
  await expect(page).toHaveURL(`${address}login`);
});
