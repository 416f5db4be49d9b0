// What the picture says at a glance: the sentence above it, the neighbourhood of the card that is pointed at, and overlays, the questions
// drawn over it by key, palette and link, each with its legend.

import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

const shop = `services:
  web: { image: nginx, ports: ["443:443"], networks: [front, back], depends_on: [api] }
  api: { image: example/api, networks: [back], environment: { DB: "postgres://db:5432" } }
  db: { image: postgres:16, networks: [back] }
  cron: { image: example/cron, networks: [back], volumes: ["/var/run/docker.sock:/s"] }
  far: { image: example/far, networks: [other], depends_on: [db] }
  cut: { image: example/cut, network_mode: none }
networks: { front: {}, back: {}, other: {} }
`;

const rendered = () => document.querySelector<HTMLElement>('.bh-canvas')?.dataset.cardRenders;

test('the sentence says what the project amounts to, and follows an edit', async ({ designer }) => {
  await designer.open(shop);
  const summary = designer.locator('[data-summary] [data-part]');
  await expect(designer.locator('[data-part="outside"]')).toHaveText('1 of 6 reachable from outside');
  expect(summary.allText()).toEqual([
    '1 of 6 reachable from outside',
    '1 can become root',
    'db one hop away',
    expect.stringMatching(/^\d+ known needs, \d+ other connections open$/),
    // A card says only how it differs from that.
    'usually root with 14 capabilities',
  ]);
  await designer.card('web').click();
  await designer.press('Delete');
  await expect(designer.locator('[data-part="outside"]')).toHaveText(/^none of \d+ reachable from outside$/);
  // Nothing to be shown of it, so nothing to press.
  await expect(designer.locator('button[data-part="outside"]')).toHaveCount(0);
  await expect(designer.locator('[data-part="data"]')).toHaveCount(0);
});

test('the sentence says what is unknown', async ({ designer }) => {
  await designer.open('services:\n  a: { image: x, ports: ["${P}", "${Q}"] }\n');
  await expect(designer.locator('[data-part="outside"]')).toHaveText('1 of 1 may be reachable from outside');
  await expect(designer.locator('[data-part="unset"][data-unknown]')).toHaveText(
    '2 ports depend on unset variables',
  );
});

test('the empty page has no sentence', async ({ designer }) => {
  await expect(designer.locator('[data-summary]')).toHaveCount(0);
});

test('a part of the sentence points at its services and selects nothing; Escape ends it', async ({
  designer,
}) => {
  await designer.open(shop);
  const part = designer.locator('[data-part="root"]');
  await part.click();
  await expect(part).toHaveAttribute('aria-pressed', 'true');
  await expect(designer.locator('.bh-canvas')).toHaveAttribute('data-overlay-on', 'highlight');
  await expect(designer.locator('.bh-card.bh-selected')).toHaveCount(0);
  await designer.press('Escape');
  await expect(part).toHaveAttribute('aria-pressed', 'false');
  await designer.locator('[data-part="unneeded"]').click();
  await expect(designer.locator('[data-overlay="needs"]')).toHaveCount(1);
});

test('lines of needs are drawn at rest only where they are few; each card counts its own', async ({
  designer,
}) => {
  const stack = (name: string): string => readFileSync(`e2e/stacks/files/${name}.yaml`, 'utf8');
  await designer.open(stack('home-20'), 'home.yaml');
  await expect(designer.locator('[data-need]')).toHaveCount(10);
  await designer.open(stack('post-18'), 'post.yaml');
  await expect(designer.locator('[data-needs]')).toHaveCount(18);
  await expect(designer.card('sql-post').locator('[data-needs]')).toHaveAttribute('data-needs', '6 0');
  await expect(designer.locator('[data-need]')).toHaveCount(0);
});

test('pointing at a card draws its needs with their reasons, and renders no card', async ({ designer }) => {
  await designer.open(shop);
  const before = rendered();
  await designer.card('api').hover();
  await expect(designer.locator('[data-reason="db"]')).toContainText('DB');
  await expect(designer.locator('[data-reason="web"]')).toContainText('depends_on');
  await expect(designer.locator('.bh-need-lines [data-need="api db"]')).toHaveCount(1);
  await expect(designer.locator('.bh-need-lines [data-need="web api"]')).toHaveCount(1);
  // Reached, and no more: that is no need.
  await expect(designer.locator('[data-reason="cron"]')).toHaveCount(0);
  await designer.card('far').hover();
  await expect(designer.locator('[data-reason="db"]')).toContainText('not reached');
  await designer.card('cut').hover();
  await expect(designer.locator('[data-reason]')).toHaveCount(0);
  await expect(designer.locator('.bh-canvas')).toHaveAttribute('data-overlay-on', 'neighbourhood');
  expect(rendered()).toBe(before);
});

test('a selected card keeps its needs until something else is chosen; no card renders for it', async ({
  designer,
}) => {
  await designer.open(shop);
  await designer.card('api').click();
  await expect(designer.locator('[data-reason="db"]')).toContainText('DB');
  const before = rendered();
  await designer.card('far').hover();
  await expect(designer.locator('[data-need="far db"]')).toHaveCount(1);
  await designer.lane('front').hover();
  await expect(designer.locator('.bh-need-lines [data-need="api db"]')).toHaveCount(1);
  expect(rendered()).toBe(before);
  await designer.press('Escape');
  await expect(designer.locator('.bh-need-lines [data-need="api db"]')).toHaveCount(0);
});

test('the keyboard brightens what the pointer does, and leaves it with the card', async ({ designer }) => {
  await designer.open(shop);
  await designer.card('api').focus();
  await expect(designer.locator('[data-reason="db"]')).toContainText('DB');
  (document.activeElement as HTMLElement).blur();
  await expect(designer.locator('[data-reason]')).toHaveCount(0);
});

test('an overlay draws the lines of the card that is pointed at alone', async ({ designer }) => {
  await designer.open(shop);
  await designer.follow('overlay=needs');
  const lines = designer.locator('.bh-overlay-line');
  await expect(designer.locator('[data-mark="api"]')).toHaveText('needs 1, needed by 1');
  await expect(lines).toHaveCount(0);
  await designer.card('api').hover();
  await expect(lines).toHaveCount(1);
  await designer.card('far').hover();
  await expect(designer.locator('.bh-tone-bad .bh-overlay-line')).toHaveCount(1);
  await designer.card('cut').hover();
  await expect(lines).toHaveCount(0);
});

describe('overlays', () => {
  test.beforeEach(async ({ designer }) => {
    await designer.open(rooms);
  });

  const legend = '[data-overlay]';

  test('reach: the selected container, in words at each card, ended by Escape', async ({ designer }) => {
    await designer.card('web').click();
    await designer.press('r');
    await expect(designer.locator(legend)).toContainText('Reach of web');
    await expect(designer.locator('[data-mark="app"]')).toHaveText('both ways');
    await expect(designer.locator('[data-mark="db"]')).toHaveAttribute('data-tone', 'idle');
    await designer.card('db').click();
    await expect(designer.locator(legend)).toContainText('Reach of db');
    await designer.press('Escape');
    await expect(designer.locator(legend)).toHaveCount(0);
    await expect(designer.locator('[data-mark]')).toHaveCount(0);
  });

  test('a link shows each overlay', async ({ designer }) => {
    for (const [word, title] of [
      ['reach:app', 'Reach of app'],
      ['blast:web:1', 'Blast radius of web, 1 hop'],
      ['outside-in', 'Outside in'],
      ['way-out', 'Way out'],
      ['start-order', 'Start order'],
      ['needs', 'Needs against allowed'],
      ['isolate:back', 'Network back alone'],
      ['intents', 'Intents'],
      ['search:postgres', 'Search'],
    ] as const) {
      await designer.follow(`overlay=${encodeURIComponent(word)}`);
      await expect(designer.locator(legend).getByRole('heading')).toHaveText(title);
    }
  });

  test('search dims the rest, Enter goes from one to the next', async ({ designer }) => {
    await designer.press('/');
    const field = designer.page.getByRole('searchbox', { name: /^Name, image, network or port/ });
    await expect(field).toHaveFocus();
    await field.fill('front');
    await expect(designer.locator('[data-mark]')).toHaveCount(2);
    await designer.press('Enter');
    await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('web');
    await designer.press('Enter');
    await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('app');
    await designer.press('Escape');
    await expect(designer.locator('[data-mark]')).toHaveCount(0);
  });

  test('an overlay follows an edit', async ({ designer }) => {
    await designer.follow('overlay=reach%3Aweb');
    await expect(designer.locator('[data-mark="db"]')).toHaveText('not reached');
    await designer.dragServiceToLane('web', 'back', 'connect');
    await expect(designer.locator('[data-mark="db"]')).toContainText('both ways');
  });

  test('the list of an overlay leads to the card', async ({ designer }) => {
    await designer.press('o');
    await designer.press('7');
    const list = designer.pane('overlay');
    await expect(list).toContainText('have a way out.');
    await list.getByRole('button', { name: /^db/ }).click();
    // The list stays open beside what it leads to.
    await expect(designer.locator('.bh-card.bh-selected')).toHaveAttribute('data-service', 'db');
    // The list ends with its overlay, and the pane before it comes back.
    await designer.press('Escape');
    await expect(list.locator('[data-overlay-list]')).toHaveCount(0);
  });

  test('a card of the list of reach does not become the one that is asked about', async ({ designer }) => {
    await designer.follow('overlay=reach%3Aweb');
    await designer.press('7');
    const row = designer.pane('overlay').getByRole('button', { name: /^app/ });
    await row.focus();
    await expect(designer.locator('.bh-overlay-line')).toHaveCount(1);
    await row.click();
    await expect(designer.locator(legend)).toContainText('Reach of web');
  });
});

describe.each(['post-18', 'home-20', 'tracker-57'])('the legend of an overlay of %s', (name) => {
  test('has the marks of the picture, each with its count, and no other', async ({ designer }) => {
    await designer.open(readFileSync(`e2e/stacks/files/${name}.yaml`, 'utf8'), `${name}.yaml`);
    const first = document.querySelector<HTMLElement>('[data-service]')?.dataset.service;
    const words = ['outside-in', 'who-gets-in', 'way-out', 'start-order', 'needs', `search:${first}`];
    for (const word of [
      ...words,
      `reach:${first}`,
      `blast:${first}`,
      'blast:@outside',
      'way:@outside:@host',
    ]) {
      await designer.follow(`overlay=${encodeURIComponent(word)}`);
      await expect(designer.locator(`[data-overlay="${word.split(':')[0]}"]`)).toHaveCount(1);
      // The ways through proxies are read in parallel.
      if (!word.startsWith('way:'))
        await expect(designer.locator('[data-overlay] [data-legend]').first()).toHaveCount(1);
      const rows = [...document.querySelectorAll<HTMLElement>('[data-overlay] [data-legend]')];
      const legend = rows.map(({ dataset }) => [dataset.legend, Number(dataset.count)]);
      const marked = new Map<string | undefined, number>();
      for (const { dataset } of document.querySelectorAll<HTMLElement>('.bh-canvas [data-marked]'))
        for (const kind of (dataset.marked ?? '').split(' ')) marked.set(kind, (marked.get(kind) ?? 0) + 1);
      expect([word, legend.sort()]).toEqual([word, [...marked].sort()]);
    }
  });
});

/** The elements of the picture that each row of its legend counts. */
const drawnAs: readonly (readonly [shape: string, selector: string])[] = [
  ...(['danger', 'outside', 'host', 'unknown', 'dead'] as const).map(
    (tone) => [tone, `.bh-trunk.bh-way-${tone}:not(.bh-trunk-proxied:not(.bh-way-unknown))`] as const,
  ),
  ['proxied', '.bh-trunk-proxied.bh-way-outside.bh-trunk'],
  ['proxied-danger', '.bh-trunk-proxied.bh-way-danger.bh-trunk'],
  ['tap', '.bh-tap'],
  ['joined', '.bh-card.bh-boxed'],
  ['sealed', '.bh-card.bh-sealed:not(.bh-boxed)'],
  ['pile', '[data-pile]'],
  ['grave', '.bh-card.bh-grave'],
  ...['socket', 'privileged', 'root', 'host-path', 'host-net'].map(
    (kind) => [`danger-${kind}`, `[data-danger="${kind}"]:not([hidden])`] as const,
  ),
  ['gate-round', '[data-gate][data-bypass]:not([hidden])'],
];

describe.each(['post-18', 'home-20', 'tracker-57', 'plants-20'])('the legend of %s', (name) => {
  test('has the lines, forms and signs of the picture, each with its count', async ({ designer }) => {
    await designer.open(readFileSync(`e2e/stacks/files/${name}.yaml`, 'utf8'), `${name}.yaml`);
    await designer.press('Shift+L');
    await expect(designer.locator('[data-shape]').first()).toHaveCount(1);
    const counted = new Map(
      [...document.querySelectorAll<HTMLElement>('[data-shape]')].map(({ dataset }) => [
        dataset.shape,
        Number(dataset.count),
      ]),
    );
    // The samples of the legend are no part of the picture.
    const countOf = (selector: string): number =>
      [...document.querySelectorAll(`.bh-canvas ${selector}`)].filter((each) => !each.closest('.bh-legend'))
        .length;
    const drawn = drawnAs.map(([shape, selector]) => [shape, countOf(selector)]);
    expect(drawn).toEqual(drawnAs.map(([shape]) => [shape, counted.get(shape) ?? 0]));
    const gates = ['round', 'locked', 'open'].map((look) => counted.get(`gate-${look}`) ?? 0);
    expect(gates.reduce((sum, count) => sum + count)).toBe(countOf('[data-gate]:not([hidden])'));
    expect([...counted.values()]).not.toContain(0);
  });
});
