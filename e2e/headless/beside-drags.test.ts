// Gestures beside drags: menus, the box, double clicks, names in place, copies, copy and paste; and the canvas without a pointer.

import { describe } from 'vitest';
import { poll } from '../stacks/poll.ts';
import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('right click on a card: a menu of what it can do', async ({ designer }) => {
  await designer.card('app').click({ button: 'right' });
  await designer.menuItem('Reach of app').click();
  await expect(designer.page.locator('[data-overlay]')).toContainText('Reach of app');
});

test('Shift F10 on a card: move it by keyboard', async ({ designer }) => {
  await designer.card('web').focus();
  await designer.press('Shift+F10');
  await designer.menuItem('Move, connect or join…').press('Enter');
  await designer.menuItem(/Move web from front to mid/).press('Enter');
  expect((await designer.service('web'))?.networks).toEqual(['mid']);
});

test('right click on a tap and on a lane', async ({ designer }) => {
  await designer.tap('app', 'mid').click({ button: 'right' });
  await designer.menuItem('Detach app from mid').click();
  await expect(designer.tap('app', 'mid')).toHaveCount(0);
  const back = await designer.boxOf(designer.lane('back'));
  await designer.click({ x: back.x + back.width / 2, y: back.y + 14 }, { button: 'right' });
  await designer.menuItem('Network back alone').click();
  await expect(designer.page.locator('[data-mark="db"]')).toHaveText('here only');
});

test('double click on a lane: what is typed is added there', async ({ designer }) => {
  const mid = await designer.boxOf(designer.lane('mid'));
  await designer.lane('mid').dblclick({ at: { x: mid.x + mid.width / 2, y: mid.y + mid.height - 12 } });
  await designer.page.getByLabelText('Add a container or network').fill('queue rabbitmq:4');
  await designer.press('Enter');
  await expect(designer.card('queue')).toBeVisible();
  expect(await designer.service('queue')).toEqual({ image: 'rabbitmq:4', networks: ['mid'] });
});

test('by key: a network that is typed; what means nothing is reported; Escape leaves it', async ({
  designer,
}) => {
  await designer.press('n');
  await designer.page.getByLabelText('Add a container or network').fill('network mid');
  await designer.press('Enter');
  await expect(designer.page.getByText('A network mid already exists.')).toBeVisible();
  await designer.page.getByLabelText('Add a container or network').fill('network dmz');
  await designer.press('Enter');
  await expect(designer.lane('dmz')).toBeVisible();
  await designer.press('n');
  await expect(designer.page.getByLabelText('Add a container or network')).toHaveFocus();
  await designer.press('Escape');
  await expect(designer.page.getByLabelText('Add a container or network')).toHaveCount(0);
});

test('rename in place: double click or F2', async ({ designer }) => {
  await designer.card('web').dblclick();
  await designer.page.getByLabelText('Rename web').fill('edge');
  await designer.press('Enter');
  await expect(designer.card('edge')).toBeVisible();
  await designer.press('F2');
  await designer.page.getByLabelText('Rename edge').fill('db');
  await designer.press('Enter');
  await expect(designer.page.locator('.bh-field')).toContainText('there is a service "db" already');
});

test('a tap dropped on the empty canvas makes a network', async ({ designer }) => {
  await designer.card('web').hover();
  await designer.pullNewTap('web');
  await designer.carryToEmptyCanvas();
  await expect(designer.tip).toContainText('Connects web to a new network.');
  await designer.drop();
  await expect(designer.lane('network')).toBeVisible();
  expect((await designer.service('web'))?.networks).toEqual(['front', 'network']);
});

test('a new network for a card by keyboard', async ({ designer }) => {
  await designer.card('web').focus();
  await designer.press('m');
  await designer.menuItem(/Connect web to a new network/).press('Enter');
  expect((await designer.service('web'))?.networks).toEqual(['front', 'network']);
});

test('Shift and a drag select what the box touches', async ({ designer }) => {
  const web = await designer.boxOf(designer.card('web'));
  const app = await designer.boxOf(designer.card('app'));
  await designer.hold('Shift', true);
  await designer.pickUp({ x: Math.min(web.x, app.x) - 12, y: Math.min(web.y, app.y) - 8 });
  await designer.moveTo({ x: Math.max(web.x, app.x) + 20, y: Math.max(web.y, app.y) + 20 });
  await designer.letGo();
  await designer.hold('Shift', false);
  await expect(designer.page.locator('.bh-selected')).toHaveCount(2);
});

test('several by keyboard: Shift Enter adds, Ctrl A takes all', async ({ designer }) => {
  await designer.card('web').focus();
  await designer.press('Enter');
  await designer.card('db').focus();
  await designer.press('Shift+Enter');
  await expect(designer.page.locator('.bh-selected')).toHaveCount(2);
  await designer.press('Control+a');
  await expect(designer.page.locator('.bh-selected')).toHaveCount(4);
});

test('duplicate: a free name and a free host port', async ({ designer }) => {
  await designer.card('web').click();
  await designer.press('Control+d');
  await expect(designer.card('web-2')).toBeVisible();
  expect(await designer.service('web-2')).toEqual({
    image: 'nginx:1.27',
    ports: ['8444:8443'],
    networks: ['front'],
  });
  await designer.undo();
  expect(await designer.text()).toBe(rooms);
});

test('copied from one file, pasted into another', async ({ designer }) => {
  await designer.card('db').click();
  const copied = designer.copyText();
  expect(copied).toContain('  db:\n    image: postgres:17\n');
  await designer.open('services:\n  api:\n    image: node\n', 'other.yaml');
  await designer.pasteText(copied);
  await expect(designer.card('db')).toBeVisible();
  expect(await designer.service('db')).toEqual({
    image: 'postgres:17',
    networks: { back: { aliases: ['store'] } },
  });
  expect((await designer.written()).networks).toEqual({ back: { internal: true } });
});

describe('without a pointer', () => {
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
    await expect(designer.menuItem(/^Close worker/)).toBeVisible();
    await expect(designer.menuItem(/^Join worker to store/)).toBeVisible();
    await designer.press('Escape');
    await expect(designer.page.getByRole('menu')).toHaveCount(0);
    await expect(designer.card('worker')).toHaveFocus();
    expect(await designer.text()).toBe(poll);
  });
});
