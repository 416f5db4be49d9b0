// Overlays: questions drawn over the picture, by key, palette and link, each with its legend.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

const legend = '[data-overlay]';

test('reach: the selected container, in words at each card, ended by Escape', async ({ designer }) => {
  await designer.card('web').click();
  await designer.press('r');
  await expect(designer.locator(legend)).toContainText('Reach of web');
  await expect(designer.locator('[data-mark="app"]')).toHaveText('reached, both ways');
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
  const field = designer.page.getByLabel('Name, image, network or port');
  await expect(field).toBeFocused();
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
  await expect(designer.locator('[data-mark="db"]')).toContainText('reached, both ways');
});

test('the list of an overlay leads to the card', async ({ designer }) => {
  await designer.press('o');
  await designer.locator(legend).getByText('As a list').click();
  await designer.locator(legend).getByRole('button', { name: 'db no way out' }).click();
  await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('db');
});
