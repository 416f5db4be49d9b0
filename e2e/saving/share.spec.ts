// A link holds the design, and is followed: there and back through an address of the browser. What the dialog offers, and what is no
// good as a link, is tried in `e2e/headless/shared.test.ts`.

import type { Page } from '@playwright/test';
import type { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { keptTexts } from './kept-drafts.ts';
import { unplug } from './unplug.ts';

test.use({ lastingNotices: true });

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
const other =
  'services:\n  mine:\n    image: caddy\n    networks: [front, mid]\nnetworks:\n  front:\n  mid:\n';

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

test('a link holds names and topology, or the whole text where it was asked for, and where cards stand', async ({
  designer,
  page,
}) => {
  await designer.open(base);
  await designer.command('share').click();
  await expect(designer.dialog()).toContainText('2 values are left out, and all comments');
  await page.getByRole('checkbox', { name: /complete text/ }).check();
  const whole = await linkOf(designer, 'Nothing is left out');
  await designer.card('db').focus();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('status').filter({ hasText: 'db is pinned here' })).toHaveCount(1);
  await designer.command('share').click();
  const short = await linkOf(designer, '2 values are left out, and all comments: command 1, environment 1');

  await test.step('names and topology; cards that were put somewhere stand there again', async () => {
    await page.evaluate(() => localStorage.clear());
    await follow(page, short);
    await expect(designer.card('web')).toBeVisible();
    await expect(designer.tap('db', 'back')).toHaveCount(1);
    await expect(page.getByRole('complementary', { name: 'Opened from a link' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const text = await designer.text();
    expect(text).not.toContain('hunter2');
    expect(text).toContain('internal: true');
    await designer.card('db').focus();
    await page.keyboard.press('p');
    await expect(page.getByRole('status').filter({ hasText: 'db is unpinned' })).toHaveCount(1);
  });
  await test.step('the whole text comes back byte for byte', async () => {
    await follow(page, whole);
    await expect(designer.card('web')).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Opened from a link' })).toHaveCount(0);
    expect(await designer.text()).toBe(base);
  });
});

test('a link is followed in the page that is open, never takes the place of unsaved work, and opens nothing when it is no good', async ({
  designer,
  page,
}) => {
  await designer.open(base);
  await designer.command('share').click();
  const link = await linkOf(designer);
  await test.step('a link in the page that is open is followed, and #focus keeps its meaning', async () => {
    await designer.openNext(other, 'other.yaml');
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, new URL(link).hash);
    await expect(designer.card('db')).toBeVisible();
    await designer.focus('db');
    await expect(designer.inspector()).toContainText('db');
  });
  await test.step('a link never takes the place of unsaved work: that is kept and offered', async () => {
    await designer.openNext(other, 'other.yaml');
    await unplug(designer, 'mine', 'mid');
    await expect.poll(() => keptTexts(page)).toContain(other.replace(', mid]', ']'));
    await follow(page, link);
    await expect(designer.card('web')).toBeVisible();
    await expect(
      page.getByText('other.yaml has unsaved changes from earlier. They are stored.'),
    ).toBeVisible();
    await page.getByRole('button', { name: /Earlier work/ }).click();
    await page.getByRole('button', { name: 'Bring back' }).click();
    await expect(designer.card('mine')).toBeVisible();
    expect(await designer.text()).toBe(other.replace(', mid]', ']'));
    await designer.undo();
  });
  await test.step('a link that was cut says so and opens nothing', async () => {
    await expect(page.getByRole('banner')).toContainText('as opened');
    await expect.poll(() => keptTexts(page)).toEqual([]);
    await follow(page, link.slice(0, -9));
    await expect(page.getByText(/cut or changed/)).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('no file yet');
  });
});
