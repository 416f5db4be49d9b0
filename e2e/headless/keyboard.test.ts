// The canvas without a pointer: from card to card, a name for each thing, the menu of places.

import { poll } from '../stacks/poll.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(poll);
});

test('arrows go from card to card', async ({ designer }) => {
  await designer.card('ballot').focus();
  const visited = new Set<string>();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft']) {
    await designer.press(key);
    const at = document.activeElement?.getAttribute('data-service') ?? '';
    expect(at).not.toBe('');
    visited.add(at);
  }
  expect(visited.size).toBeGreaterThan(1);
});

test('every card, lane and tap is in the tab order and has a name', async ({ designer }) => {
  for (const drawn of [designer.cards(), designer.lanes(), designer.taps()]) {
    const count = drawn.now().length;
    expect(count).toBeGreaterThan(1);
    for (let at = 0; at < count; at++) {
      await expect(drawn.nth(at)).toHaveAttribute('tabindex', '0');
      await expect(drawn.nth(at)).toHaveAccessibleName(/\S/);
    }
  }
  await expect(designer.card('queue')).toHaveAccessibleName(/queue.*redis.*back-tier, front-tier/);
  await expect(designer.tap('queue', 'front-tier')).toHaveAccessibleName('queue on front-tier');
  await expect(designer.lane('back-tier')).toHaveAccessibleName(/back-tier.*4 containers/);
});

test('the place menu of a card closes and joins nothing by itself', async ({ designer }) => {
  await designer.card('worker').focus();
  await designer.press('m');
  await expect(designer.menuItem('Close worker')).toBeVisible();
  await expect(designer.menuItem(/^Join worker to store/)).toBeVisible();
  await designer.press('Escape');
  await expect(designer.page.getByRole('menu')).toHaveCount(0);
  await expect(designer.card('worker')).toBeFocused();
  expect(await designer.text()).toBe(poll);
});
