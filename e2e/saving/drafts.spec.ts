// Work survives: killed tabs, two tabs on one draft, storage that is refused or full, and a file that is to be forgotten.

import type { Page } from '@playwright/test';
import { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { keptDrafts, keptTexts } from './kept-drafts.ts';
import { runCommand } from './run-command.ts';
import { unplug } from './unplug.ts';

test.use({ lastingNotices: true });

const base =
  'services:\n  web:\n    image: nginx\n    networks: [front, mid, back]\nnetworks:\n  front:\n  mid:\n  back:\n';
const mine = base.replace(', back]', ']');
const more = base.replace(', mid, back]', ']');

/** Another tab of the same browser. */
async function tabBeside(designer: Designer, origin: string): Promise<Designer> {
  const page = await designer.page.context().newPage();
  const other = new Designer(page);
  await other.visit(origin);
  return other;
}

async function change(designer: Designer): Promise<void> {
  await unplug(designer, 'web', 'back');
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
    await expect(designer.tap('web', 'back')).toHaveCount(0);
  });
  await test.step('put aside it is only listed, and what cannot be read is reported', async () => {
    await page.getByRole('button', { name: 'Put this work aside' }).click();
    await expect(page.getByRole('banner')).toContainText('no file yet');
    await breakOne(page);
    await designer.visit(origin);
    await expect(page.getByText('Earlier work cannot be read').first()).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('no file yet');
    await runCommand(page, 'Earlier work and recent files');
    await expect(designer.dialog()).toContainText('One draft cannot be read');
  });
  await test.step('it is taken up again and undone; downloaded it counts as put aside', async () => {
    await page.getByRole('button', { name: 'Bring back' }).click();
    await expect(designer.tap('web', 'back')).toHaveCount(0);
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
  await expect(other.tap('web', 'back')).toHaveCount(0);
  await expect(designer.page.getByRole('region', { name: /Notifications/ })).toContainText(
    'Another tab took over this work',
  );

  await designer.page.bringToFront();
  await designer.undo();
  await unplug(designer, 'web', 'front');
  await other.page.bringToFront();
  await unplug(other, 'web', 'mid');
  await expect
    .poll(async () => [...(await keptTexts(other.page))].sort())
    .toEqual([base.replace('[front, ', '['), more].sort());
});

test('storage that is full or refused is reported, and so is when it works again; a file that is forgotten leaves nothing behind', async ({
  designer,
  page,
  origin,
}) => {
  const forget = async () => {
    await runCommand(page, 'Forget this file');
    await expect(designer.dialog()).toContainText('The changes of compose.yaml are not saved');
    await page.getByRole('button', { name: 'Forget and close' }).click();
    await expect(page.getByRole('banner')).toContainText('no file yet');
  };
  await test.step('storage that is full is reported once, and so is when it works again', async () => {
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
    await unplug(designer, 'web', 'mid');
    await expect(page.locator('[data-drafts]')).toHaveCount(0);
    await expect.poll(() => keptTexts(page)).toEqual([more]);
  });
  await test.step('a file that is forgotten leaves nothing behind, and takes the pins of its cards along', async () => {
    const pins = () => page.evaluate(() => localStorage.getItem('bulkhead.pins.compose.yaml'));
    await designer.card('web').focus();
    await page.keyboard.press('p');
    await expect.poll(pins).toContain('web');
    await forget();
    await expect.poll(() => keptTexts(page)).toEqual([]);
    expect(await pins()).toBeNull();
    await runCommand(page, 'Earlier work and recent files');
    await expect(designer.dialog()).toContainText('Nothing is stored in this browser');
    await page.keyboard.press('Escape');
    await expect(designer.dialog()).toHaveCount(0);
    await designer.open(base);
    await expect(designer.card('web')).not.toHaveAccessibleName(/pinned/);
  });
  await test.step('the work on another one of the same name stays', async () => {
    await change(designer);
    await expect.poll(() => keptTexts(page)).toEqual([mine]);
    await designer.open(base.replace('nginx', 'caddy'));
    await expect(designer.card('web')).toContainText('caddy');
    await unplug(designer, 'web', 'mid');
    await forget();
    await expect.poll(() => keptTexts(page)).toEqual([mine]);
  });
  await test.step('storage that is refused from the beginning is reported once and plainly; the page works', async () => {
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
