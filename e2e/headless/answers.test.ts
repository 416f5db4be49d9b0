// What the inspector answers first, how a network is split, and where news stand.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uiStore, workStore } from '../../src/page/state/page-stores.ts';
import { drawnSession } from '../../src/page/state/work/selectors.ts';
import { expect, test } from './test.tsx';

const post = readFileSync(join(import.meta.dirname, '../stacks/files/post-18.yaml'), 'utf8');

const shop = `services:
  web: { image: nginx, ports: ["443:443"], depends_on: [api] }
  api: { image: example/api, environment: { DATABASE_URL: "postgres://db:5432/api" } }
  job: { image: example/job, depends_on: [db] }
  far: { image: example/far, network_mode: none, environment: { DB_HOST: db } }
  db: { image: "postgres:16" }
`;

test('the inspector says first who needs a service and why; each is pressed to see it', async ({
  designer,
}) => {
  await designer.open(shop);
  const inspector = await designer.inspect('db');
  const chips = inspector.locator('[data-needed-by]');
  expect(chips.allText()).toEqual([
    'api DATABASE_URL',
    'job depends_on',
    // What is needed and does not get there is said.
    'far DB_HOSTnot reached',
  ]);
  await expect(inspector.locator('[data-reached-by]')).toHaveText(
    'Reachable from 3 services, 1 of them without a known need',
  );
  await expect(inspector.locator('.bh-answers')).toContainText('one hop away, behind');
  await inspector.locator('[data-needed-by="api"]').click();
  await expect(inspector.getByRole('textbox', { name: 'Service name' })).toHaveValue('api');
  expect(inspector.locator('[data-needs-service]').allText()).toEqual(['db DATABASE_URL']);
  expect(uiStore.getState().selection).toEqual([{ type: 'service', name: 'api' }]);
});

test('a network is split from its lane: what closes, what is assumed, one edit, one undo', async ({
  designer,
}) => {
  await designer.open(shop);
  const before = await designer.text();
  await designer.lane('default').locator('[data-command="split"]').click();
  const panel = designer.locator('[data-split="default"]');
  await expect(panel.locator('[data-split-lane="front"]')).toHaveCount(1);
  await expect(panel.locator('[data-split-far="before"]')).toHaveText('0');
  await expect(panel.locator('[data-split-far="after"]')).toHaveText('1');
  await expect(panel.locator('[data-split-edited]')).toHaveText('2');
  await expect(panel.locator('[data-split-closes]')).toContainText('db ↔ web');
  expect(panel.locator('[data-certainty]').allText()).toEqual(['web → api certain']);
  await panel.getByRole('textbox', { name: 'Name of the new network front' }).fill('edge');
  await expect(panel.locator('[data-split-lane="edge"]')).toHaveCount(1);
  await panel.locator('[data-command="apply-split"]').click();
  await expect(designer.locator('[data-split]')).toHaveCount(0);
  const written = await designer.written();
  expect(written.services?.web).toMatchObject({ networks: ['edge'] });
  expect(written.services?.api).toMatchObject({ networks: ['default', 'edge'] });
  await expect(designer.notice('Split default: edge made.')).toBeVisible();
  expect(drawnSession(workStore.getState())?.undo.length).toBe(1);
  await designer.command('undo').click();
  expect(await designer.text()).toBe(before);
});

test('lanes are left out and merged; where no split is safe it says why', async ({ designer }) => {
  await designer.open(post);
  await designer.follow('focus=sql-post');
  uiStore.getState().askSplit('post-net');
  const panel = designer.locator('[data-split="post-net"]');
  await expect(panel.locator('[data-split-lane]')).toHaveCount(2);
  await expect(panel.locator('[data-split-limits]')).toContainText(
    'smtp-post is published and needs sql-post.',
  );
  await expect(panel.locator('[data-split-objections]')).toContainText('It edits 10 of 18 services');
  await expect(panel.locator('[data-command="apply-split"]')).toBeDisabled();
  await panel.locator('[data-split-lane="front-data"]').getByRole('button', { name: 'Leave out' }).click();
  await expect(panel.locator('[data-split-edited]')).toHaveText('5');
  await expect(panel.locator('[data-split-objections]')).toHaveCount(0);
  await panel.locator('[data-split-lane="front"]').getByRole('button', { name: 'Leave out' }).click();
  await expect(panel.locator('[data-command="apply-split"]')).toBeDisabled();
});

test('splitting is found by segment, isolate and divide', async ({ designer }) => {
  await designer.open(shop);
  for (const word of ['segment', 'isolate', 'divide', 'split']) {
    await designer.press('Control+k');
    await designer.dialog().getByRole('combobox').fill(word);
    await expect(designer.dialog()).toContainText('Split this network…');
    await designer.press('Escape');
  }
  await designer.search('Split this network');
  await expect(designer.locator('[data-split="default"]')).toHaveCount(1);
});

test('a confirmation is in the past tense, with Undo, and what was left out stands behind its number', async ({
  designer,
}) => {
  await designer.open(shop);
  uiStore.getState().toast('Opened a folder.', 'success', null, ['a/readme.md', 'b/notes.txt']);
  await expect(designer.notice('2 files left out')).toBeVisible();
  await designer.page.locator('.bh-left-out summary').click();
  await expect(designer.page.locator('.bh-left-out')).toContainText('b/notes.txt');
});
