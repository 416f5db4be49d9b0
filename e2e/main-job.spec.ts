// The main job, end to end: drop a file, see it, drag, be warned, mend, take it all back, take the file away.

import { changedLines } from './page/changed-lines.ts';
import { expect, test } from './page/test.ts';
import { poll } from './stacks/poll.ts';

test('the main job; the changed file goes to the clipboard, and stays at hand when another one is opened', async ({
  designer,
  page,
  context,
}) => {
  await designer.dropFile(poll, 'poll.compose.yaml');
  await designer.opened('poll.compose.yaml');
  await expect(designer.cards()).toHaveCount(5);
  await expect(designer.lanes()).toHaveCount(2);
  await expect(designer.tap('queue', 'front-tier')).toBeVisible();
  await expect(designer.tap('results', 'back-tier')).toBeVisible();
  await expect(designer.finding('CN402')).toHaveCount(0);

  await designer.holdServiceOverLane('worker', 'front-tier', 'move');
  await expect(designer.tip).toContainText('Moves worker from back-tier to front-tier.');
  await expect(designer.tip).toContainText('Closes 1 connection, which is needed (store).');
  await expect(designer.tip).toContainText('Opens 1 connection (ballot) without a known need.');
  await designer.drop();

  await expect(designer.tap('worker', 'front-tier')).toBeVisible();
  await expect(designer.tap('worker', 'back-tier')).toHaveCount(0);
  const moved = await designer.text();
  expect(changedLines(poll, moved).map(({ before, after }) => [before.trim(), after.trim()])).toEqual([
    ['- back-tier   # nobody calls it', '- front-tier   # nobody calls it'],
  ]);

  await designer.showPane('findings');
  await expect(designer.finding('CN402', 'worker')).toContainText('worker refers to store');
  await designer.applyFix('CN402', 'worker');
  await expect(designer.finding('CN402')).toHaveCount(0);
  await designer.command('toggle-panes').click();
  await expect(designer.tap('worker', 'back-tier')).toBeVisible();

  expect(await designer.undoAll()).toBe(2);
  const bytes = await designer.download();
  expect(bytes.equals(Buffer.from(poll))).toBe(true);
  await expect(designer.tap('worker', 'back-tier')).toBeVisible();
  await designer.redo();
  await expect(designer.tap('worker', 'front-tier')).toBeVisible();

  await test.step('the file goes to the clipboard, too', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await designer.command('copy').click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(moved);
  });
  await test.step('opening another file keeps the changed one at hand', async () => {
    await designer.open('services:\n  web:\n    image: nginx\n', 'other.yaml');
    await page.getByRole('button', { name: 'Go back to the previous file' }).click();
    await expect(page.getByRole('banner')).toContainText('poll.compose.yaml');
    expect(await designer.text()).toBe(moved);
  });
});

test('pasted text and typed text open like a file; what cannot be read leads to its line', async ({
  designer,
  page,
}) => {
  await designer.command('paste').click();
  await designer.dialog().getByRole('textbox').fill(poll);
  await designer.dialog().getByRole('button', { name: 'Open' }).click();
  await designer.opened('compose.yaml');
  await expect(designer.cards()).toHaveCount(5);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // A file is only looked at, and comes back byte for byte.
  await designer.card('store').click();
  await designer.showPane('yaml');
  expect(await designer.text()).toBe(poll);
  await page.keyboard.press('Escape');
  await designer.pasteText(`# pasted\n${poll}`);
  await expect.poll(() => designer.text()).toBe(`# pasted\n${poll}`);
  await test.step('what cannot be read leads to its line in the text', async () => {
    await designer.offer('services:\n  web:\n    image: "nginx\n  db:\n    image: postgres\n', 'bad.yaml');
    await page.getByRole('alert').getByRole('button', { name: 'Show the line' }).click();
    await expect(designer.pane('yaml')).toContainText('image: "nginx');
  });
});
