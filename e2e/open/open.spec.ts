// `bulkhead open`: the page is bound to a file in a terminal's folder, saves back to it and follows it.

import { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { saveAfterALook } from '../saving/save-after-a-look.ts';
import { unplug } from '../saving/unplug.ts';
import { poll } from '../stacks/poll.ts';
import { type ServedFolder, serveFolder } from './serve-folder.ts';

test.use({ ownPage: true });

let served: ServedFolder;
test.beforeEach(async () => {
  served = await serveFolder({ 'compose.yaml': poll });
});
test.afterEach(async ({ page }) => {
  // What is closed asks the server for nothing more.
  await page.close();
  await served.remove();
});

async function openPage(page: Designer['page']): Promise<Designer> {
  const designer = new Designer(page);
  await page.goto(served.address);
  await designer.opened('compose.yaml');
  return designer;
}

test('the file is followed and saved, changes on both sides are merged, a new override is made; a page whose server is gone keeps the text', async ({
  page,
  provoked,
}) => {
  const designer = await openPage(page);
  const theirs = `${poll}# by another hand\n`;
  await test.step('an outside change comes in as one undo step where the page has none of its own', async () => {
    expect(page.url()).not.toContain('token');
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(served.read('compose.yaml')).toBe(poll);
    served.write('compose.yaml', theirs);
    await expect(designer.command('undo')).toBeEnabled();
    await designer.undo();
    expect(await designer.text()).toBe(poll);
    expect(served.read('compose.yaml')).toBe(theirs);
    await designer.redo();
    expect(await designer.text()).toBe(theirs);
  });
  const edited = await test.step('an edit is saved into the file, and nothing else is written', async () => {
    await unplug(designer, 'results', 'back-tier');
    expect(served.read('compose.yaml')).toBe(theirs);
    await saveAfterALook(page);
    await expect.poll(() => served.read('compose.yaml')).not.toContain('reads the store');
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    const text = await designer.text();
    expect(text).toBe(served.read('compose.yaml'));
    return text;
  });
  const merged = `${theirs}# and a third\n`;
  await test.step('changes that do not meet are merged, and neither side is lost', async () => {
    await designer.undo();
    served.write('compose.yaml', `${edited}# and a third\n`);
    await designer.dialog().getByRole('button', { name: 'Merge both' }).click();
    expect(await designer.text()).toBe(merged);
    expect(served.read('compose.yaml')).toBe(`${edited}# and a third\n`);
    await saveAfterALook(page);
    await expect.poll(() => served.read('compose.yaml')).toBe(merged);
  });
  await test.step('a new override is made beside the file', async () => {
    const about = await designer.aboutFile();
    await about.getByRole('button', { name: 'Write changes to compose.override.yaml' }).click();
    await unplug(designer, 'results', 'back-tier');
    expect(served.has('compose.override.yaml')).toBe(false);
    await page.keyboard.press('Control+s');
    await expect(designer.dialog()).toContainText(
      'compose.override.yaml will be created in the same folder.',
    );
    await page.keyboard.press('Enter');
    await expect.poll(() => served.has('compose.override.yaml')).toBe(true);
    expect(served.read('compose.override.yaml')).toContain('results:');
    expect(served.read('compose.yaml')).toBe(merged);
    await expect(page.getByRole('banner')).not.toContainText('not saved');
  });
  await test.step('it ends with its terminal: the page says so, and keeps the text', async () => {
    // The browser itself reports the lost connection, and what it still wanted to load over it.
    provoked.push(/ERR_|Failed to fetch dynamically imported|Unable to preload CSS/);
    expect(await served.interrupt()).toBe(0);
    await expect(page.getByText('does not answer').first()).toBeVisible();
    expect(await designer.text()).toBe(merged);
  });
});

test('without its token nothing is shown; an override that appeared meanwhile is asked about, not overwritten', async ({
  page,
  provoked,
}) => {
  await test.step('without its token nothing is shown', async () => {
    // The browser reports the refusal when it comes to it; here the test waits for that.
    provoked.push(/status of 403/);
    const reported = page.waitForEvent('console', (message) => message.text().includes('status of 403'));
    const { origin } = new URL(served.address);
    const answer = await page.goto(`${origin}/`);
    expect(answer?.status()).toBe(403);
    await expect(page.getByText('Open the last address in the terminal')).toBeVisible();
    await reported;
  });
  await test.step('an override that appeared meanwhile is asked about, not overwritten', async () => {
    provoked.push(/status of 409/);
    const designer = await openPage(page);
    const about = await designer.aboutFile();
    await about.getByRole('button', { name: 'Write changes to compose.override.yaml' }).click();
    const theirs = 'services:\n  ballot:\n    user: "1000"\n';
    served.write('compose.override.yaml', theirs);
    await unplug(designer, 'results', 'back-tier');
    await page.keyboard.press('ControlOrMeta+s');
    // The page may have heard of it before, and asks at once then.
    const look = page.getByRole('dialog', { name: 'Save these changes?' });
    const asked = page.getByRole('dialog', { name: 'compose.override.yaml is on disk already' });
    await expect(async () => {
      if (await look.isVisible()) await look.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(asked).toBeVisible({ timeout: 1_000 });
    }).toPass();
    expect(served.read('compose.override.yaml')).toBe(theirs);
    await asked.getByRole('button', { name: 'Use the version on disk' }).click();
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    expect(served.read('compose.override.yaml')).toBe(theirs);
  });
});
