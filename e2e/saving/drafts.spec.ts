// Work survives: killed tabs, two tabs on one draft, storage that is refused or full, and a file that is to be forgotten.

import type { Page } from '@playwright/test';
import { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { keptDrafts, keptTexts } from './kept-drafts.ts';
import { runCommand } from './run-command.ts';

const base =
  'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n  mid:\n  back:\n';
const mine = base.replace('[front]', '[mid]');

/** Another tab of the same browser. */
async function tabBeside(designer: Designer, origin: string): Promise<Designer> {
  const page = await designer.page.context().newPage();
  const other = new Designer(page);
  await other.visit(origin);
  return other;
}

async function change(designer: Designer): Promise<void> {
  await designer.dragServiceToLane('web', 'mid', 'move');
  await expect(designer.page.getByRole('banner')).toContainText('1 change');
}

/** Puts something into the store of drafts that is none. */
function breakOne(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('bulkhead-drafts');
        opening.onsuccess = () => {
          const store = opening.result.transaction('drafts', 'readwrite').objectStore('drafts');
          store.put({ version: 1, id: 'broken' }, 'broken').onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
}

test('a tab that is killed loses nothing that is older than a second; what is put aside or downloaded is not brought back unasked', async ({
  page,
  origin,
}) => {
  test.setTimeout(120_000);
  const designer = new Designer(page);
  await test.step('what was there a second ago is back', async () => {
    const killed = await tabBeside(designer, origin);
    await killed.open(base);
    await change(killed);
    await expect.poll(() => keptTexts(killed.page)).toEqual([mine]);
    // No handler of the page runs: it is simply gone.
    await killed.page.close({ runBeforeUnload: false });
    await page.goto(origin);
    await expect(page.getByText('Your unsaved work on compose.yaml is back')).toBeVisible();
    await expect(designer.tap('web', 'mid')).toHaveCount(1);
  });
  await test.step('put aside it is only listed, and what cannot be read is told', async () => {
    await page.getByRole('button', { name: 'Put this work aside' }).click();
    await expect(page.getByRole('banner')).toContainText('no file yet');
    await breakOne(page);
    await designer.visit(origin);
    await expect(page.getByText('There is earlier work that cannot be read').first()).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('no file yet');
    await runCommand(page, 'Earlier work and recent files');
    await expect(designer.dialog()).toContainText('One draft cannot be read');
  });
  await test.step('it is taken up again and undone; downloaded it counts as put aside', async () => {
    await page.getByRole('button', { name: 'Bring back' }).click();
    await expect(designer.tap('web', 'mid')).toHaveCount(1);
    await expect.poll(() => keptDrafts(page)).toEqual([{ text: mine, aside: false }]);
    expect(await designer.text()).toBe(mine);
    await expect(page.getByRole('banner')).toContainText('downloaded');
    await expect.poll(() => keptDrafts(page)).toEqual([{ text: mine, aside: true }]);
    await designer.undo();
    await expect(page.getByRole('banner')).toContainText('as opened');
    expect(await designer.text()).toBe(base);
  });
});

test('two tabs: each keeps its own, and the newer one can take the work over', async ({
  designer,
  origin,
}) => {
  await designer.open(base);
  await change(designer);
  await expect.poll(() => keptTexts(designer.page)).toEqual([mine]);
  const other = await tabBeside(designer, origin);
  await expect(other.page.getByText('compose.yaml is being worked on in another tab')).toBeVisible();
  await expect(other.page.getByRole('banner')).toContainText('no file yet');
  await runCommand(other.page, 'Earlier work and recent files');
  await other.page.getByRole('button', { name: 'Take it over' }).click();
  await expect(other.tap('web', 'mid')).toHaveCount(1);
  await expect(designer.page.getByRole('region', { name: /Notifications/ })).toContainText(
    'Another tab took over this work',
  );

  await designer.page.bringToFront();
  await designer.undo();
  await designer.dragServiceToLane('web', 'back', 'move');
  await other.page.bringToFront();
  await other.dragServiceToLane('web', 'back', 'connect');
  await expect
    .poll(async () => [...(await keptTexts(other.page))].sort())
    .toEqual([base.replace('[front]', '[back]'), base.replace('[front]', '[mid, back]')].sort());
});

test('storage that is full or refused is told, and so is when it works again; the page works', async ({
  designer,
  page,
  origin,
}) => {
  test.setTimeout(120_000);
  await test.step('storage that is full is told once, and so is when it works again', async () => {
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      document.documentElement.dataset.full = '';
      IDBObjectStore.prototype.put = function (...given: Parameters<typeof put>) {
        if ('full' in document.documentElement.dataset) throw new DOMException('full', 'QuotaExceededError');
        return put.apply(this, given);
      };
    });
    await designer.open(base);
    await change(designer);
    await expect(page.getByText('The storage of this browser is full')).toHaveCount(1);
    await expect(page.locator('[data-drafts="full"]')).toBeVisible();
    await page.evaluate(() => {
      delete document.documentElement.dataset.full;
    });
    await designer.dragServiceToLane('web', 'back', 'move');
    await expect(page.locator('[data-drafts]')).toHaveCount(0);
    await expect.poll(() => keptTexts(page)).toEqual([base.replace('[front]', '[back]')]);
  });
  await test.step('storage that is refused from the beginning is told once and plainly', async () => {
    const refusing = await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('refused', 'SecurityError');
      };
    });
    await designer.visit(origin);
    await designer.open(base);
    await change(designer);
    await expect(page.getByText('This browser refuses to store anything here')).toHaveCount(1);
    await expect(page.locator('[data-drafts="refused"]')).toBeVisible();
    expect(await designer.text()).toBe(mine);
    await refusing.dispose();
  });
});

test('a file that is forgotten leaves nothing behind, and the work on another one of its name alone', async ({
  designer,
  page,
}) => {
  test.setTimeout(120_000);
  await test.step('nothing is left behind', async () => {
    await designer.open(base);
    await change(designer);
    await expect.poll(() => keptTexts(designer.page)).toEqual([mine]);
    await runCommand(designer.page, 'Forget this file');
    await expect(designer.page.getByRole('dialog')).toContainText(
      'The changes of compose.yaml are not saved',
    );
    await designer.page.getByRole('button', { name: 'Forget and close' }).click();
    await expect(designer.page.getByRole('banner')).toContainText('no file yet');
    await expect.poll(() => keptTexts(designer.page)).toEqual([]);
    await runCommand(designer.page, 'Earlier work and recent files');
    await expect(designer.page.getByRole('dialog')).toContainText('Nothing is kept in this browser');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
  });
  await test.step('the pins of its cards go along', async () => {
    await designer.open(base);
    const pins = () => page.evaluate(() => localStorage.getItem('bulkhead.pins.compose.yaml'));
    await designer.card('web').focus();
    await page.keyboard.press('p');
    await expect.poll(pins).toContain('web');
    await runCommand(page, 'Forget this file');
    await page.getByRole('button', { name: 'Forget and close' }).click();
    await expect(page.getByRole('banner')).toContainText('no file yet');
    expect(await pins()).toBeNull();
    await designer.open(base);
    await expect(designer.card('web')).not.toHaveAccessibleName(/pinned/);
  });
  await test.step('the work on another one of the same name stays', async () => {
    await change(designer);
    await expect.poll(() => keptTexts(designer.page)).toEqual([mine]);
    await designer.open(base.replace('nginx', 'caddy'));
    await expect(designer.card('web')).toContainText('caddy');
    await runCommand(designer.page, 'Forget this file');
    await designer.page.getByRole('button', { name: 'Forget and close' }).click();
    await expect(designer.page.getByRole('banner')).toContainText('no file yet');
    expect(await keptTexts(designer.page)).toEqual([mine]);
  });
});
