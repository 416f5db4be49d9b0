// A link holds the design: what is in it, what is not, and what a link that is no good opens.

import type { Page } from '@playwright/test';
import type { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { keptTexts } from './kept-drafts.ts';

const base = `services:
  web:
    image: nginx
    command: serve --token hunter2
    environment: { PASSWORD: hunter2 }
    networks: [front]
  db:
    image: postgres
    networks: [front, back]
networks:
  front:
  back:
    internal: true
`;
const other = 'services:\n  mine:\n    image: caddy\n    networks: [front]\nnetworks:\n  front:\n  mid:\n';

/** The link that the dialog shows once it says `about`. */
async function linkOf(designer: Designer, about?: string | RegExp): Promise<string> {
  if (about !== undefined) await expect(designer.dialog()).toContainText(about);
  const link = await designer.page.getByRole('textbox', { name: 'The link' }).inputValue();
  await designer.page.keyboard.press('Escape');
  await expect(designer.dialog()).toHaveCount(0);
  return link;
}

/** Follows a link from elsewhere. */
async function follow(page: Page, link: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(link);
}

test('what a link holds: by default names and topology, the whole text where it was asked for, and where cards stand', async ({
  designer,
  page,
}) => {
  test.setTimeout(120_000);
  await designer.open(base);
  await designer.command('share').click();
  const short = await linkOf(designer, '2 values are left out, and all comments: command 1, environment 1');
  await designer.command('share').click();
  await page.getByRole('checkbox', { name: /whole text/ }).check();
  const whole = await linkOf(designer, 'Nothing is left out');
  const pinned = page.locator('[data-service="db"]');
  await pinned.focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('status').filter({ hasText: 'db is pinned here' })).toHaveCount(1);
  await designer.command('share').click();
  await page.getByRole('checkbox', { name: /whole text/ }).setChecked(false);
  const placed = await linkOf(designer, '2 values are left out');

  await test.step('names and topology', async () => {
    await page.evaluate(() => localStorage.clear());
    await follow(page, short);
    await expect(designer.card('web')).toBeVisible();
    await expect(designer.tap('db', 'back')).toHaveCount(1);
    const text = await designer.text();
    expect(text).not.toContain('hunter2');
    expect(text).toContain('internal: true');
  });
  await test.step('the whole text comes back byte for byte', async () => {
    await follow(page, whole);
    await expect(designer.card('web')).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Opened from a link' })).toHaveCount(0);
    expect(await designer.text()).toBe(base);
  });
  await test.step('cards that were put somewhere stand there again', async () => {
    await page.evaluate(() => localStorage.clear());
    await follow(page, placed);
    await expect(designer.card('db')).toBeVisible();
    await designer.card('db').focus();
    await page.keyboard.press('p');
    await expect(page.getByRole('status').filter({ hasText: 'db is let go' })).toHaveCount(1);
  });
});

test('values of variables go along only where they are ticked, and the page says what is not there', async ({
  designer,
  page,
}) => {
  const files = [
    [
      'compose.yaml',
      'services:\n  web:\n    image: nginx:${TAG}\n    ports: ["${PORT}:80"]\n    environment: [PASSWORD]\n',
    ],
    ['.env', 'TAG=1.27\nPORT=8080\nPASSWORD=hunter2\n'],
  ] as const;
  await page
    .locator('input[type=file][data-open]')
    .setInputFiles(
      files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
  await expect(designer.card('web')).toBeVisible();
  await designer.command('share').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Values of variables that the link holds, 0 of 2');
  await expect(dialog).not.toContainText('hunter2');
  await dialog.getByRole('checkbox', { name: 'PORT 8080' }).check();
  await expect(dialog).toContainText('the link holds, 1 of 2');
  await expect(dialog).toContainText('environment 1, variables 2');
  const field = page.getByRole('textbox', { name: 'The link' });
  const link = await field.inputValue();
  await page.goto('about:blank');
  await page.goto(link);
  const line = page.getByRole('complementary', { name: 'Opened from a link' });
  await expect(line).toContainText('left out 3 values and all comments (environment 1, variables 2)');
  await expect(designer.card('web')).toContainText('8080');
  await expect(page.getByRole('contentinfo')).toContainText('TAG');
  await expect(page.getByRole('contentinfo')).not.toContainText('PORT');
  await page.keyboard.press('Control+s');
  await expect(dialog).toContainText('Saving needs the original file');
  expect(await violations(page)).toEqual([]);
});

test('a link is followed in the page that is open, never takes the place of unsaved work, and opens nothing when it is no good', async ({
  designer,
  page,
}) => {
  test.setTimeout(120_000);
  await designer.open(base);
  await designer.command('share').click();
  const link = await linkOf(designer);
  await test.step('links that are no good say so and open nothing', async () => {
    const letters = link.slice(link.indexOf('#share=') + 7);
    const cases: readonly (readonly [letters: string, told: RegExp])[] = [
      [letters.slice(0, -9), /cut or changed/],
      [`${letters.slice(0, 40)}A${letters.slice(41)}B`, /cut or changed/],
      [`Ag${letters.slice(2)}`, /another version/],
      ['', /no link of Bulkhead/],
      ['%3Cimg%20src=x%20onerror=alert(1)%3E', /no link of Bulkhead/],
      ['A'.repeat(200_000), /another version/],
    ];
    for (const [bad, told] of cases) {
      await page.goto('about:blank');
      await page.goto(link.replace(letters, bad));
      await expect(page.getByText(told)).toBeVisible();
      await expect(page.getByRole('banner')).toContainText('no file yet');
    }
  });
  await test.step('a link in the page that is open is followed, and #focus keeps its meaning', async () => {
    await designer.open(other, 'other.yaml');
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, new URL(link).hash);
    await expect(designer.card('db')).toBeVisible();
    await designer.focus('db');
    await expect(designer.inspector()).toContainText('db');
  });
  await test.step('a link never takes the place of unsaved work: that is kept and offered', async () => {
    await designer.open(other, 'other.yaml');
    await designer.dragServiceToLane('mine', 'mid', 'move');
    await expect.poll(() => keptTexts(page)).toContain(other.replace('[front]', '[mid]'));
    await page.goto('about:blank');
    await page.goto(link);
    await expect(designer.card('web')).toBeVisible();
    await expect(page.getByText('other.yaml from before has unsaved changes. They are kept.')).toBeVisible();
    await page.getByRole('button', { name: /Earlier work/ }).click();
    await page.getByRole('button', { name: 'Bring back' }).click();
    await expect(designer.card('mine')).toBeVisible();
    expect(await designer.text()).toBe(other.replace('[front]', '[mid]'));
  });
});

test('a design that is too large for a link is told, not tried', async ({ designer, page }) => {
  test.setTimeout(120_000);
  // Names that do not compress.
  const names = Array.from(
    { length: 3000 },
    (_, at) =>
      `s${((at * 2_654_435_761) % 4_294_967_296).toString(36)}${(((at * 40_503 + 77) * 48_271) % 2_147_483_647).toString(36)}`,
  );
  await designer.offer(
    `services:\n${names.map((name) => `  ${name}:\n    image: ${name}x${name.split('').reverse().join('')}\n`).join('')}`,
    'large.yaml',
  );
  // It is read in a thread, and a busy machine takes its time for that.
  await expect(page.getByRole('banner')).toContainText('large.yaml', { timeout: 60_000 });
  await designer.command('share').click();
  await expect(page.getByRole('dialog')).toContainText('too long for a link');
  await expect(page.getByRole('button', { name: 'Copy the link' })).toBeDisabled();
});
