// The main job on a file of another style, to the byte; `e2e/main-job.spec.ts` does it in a browser.

import { changedLines } from '../page/changed-lines.ts';
import { poll } from '../stacks/poll.ts';
import { expect, test } from './test.tsx';

test('the main job on a file with CRLF, a byte order mark and no final newline', async ({ designer }) => {
  const text = `\uFEFF${poll.trimEnd().replaceAll('\n', '\r\n')}`;
  await designer.dropFile(text, 'poll.compose.yaml');
  await expect(designer.page.getByRole('banner')).toContainText('poll.compose.yaml');
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
  expect(changedLines(text, moved).map(({ before, after }) => [before.trim(), after.trim()])).toEqual([
    ['- back-tier   # nobody calls it', '- front-tier   # nobody calls it'],
  ]);

  await expect(designer.finding('CN402', 'worker')).toContainText('worker refers to store');
  await designer.applyFix('CN402', 'worker');
  await expect(designer.finding('CN402')).toHaveCount(0);
  await expect(designer.tap('worker', 'back-tier')).toBeVisible();

  expect(await designer.undoAll()).toBe(2);
  const bytes = await designer.download();
  expect(bytes).toEqual(new TextEncoder().encode(text));
  await expect(designer.tap('worker', 'back-tier')).toBeVisible();

  await designer.redo();
  expect(await designer.text()).toBe(moved);
});
