// Intents: stated from a form and from a cell of the matrix, seen to hold and to break.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test.beforeEach(async ({ designer }) => {
  await designer.open(rooms);
});

test('stated by form, broken by an edit, shown on the canvas, removed again', async ({ designer, page }) => {
  const pane = await designer.showPane('intents');
  await pane.getByRole('combobox', { name: 'Who' }).first().fill('front');
  await pane.getByRole('combobox', { name: 'Whom' }).fill('db');
  await pane.getByRole('button', { name: 'Add' }).click();
  const row = pane.locator('[data-intent="never: front -> db"]');
  await expect(row).toHaveAttribute('data-state', 'holds');
  expect(await designer.text()).toContain('x-bulkhead:\n  intents:\n    - never: front -> db\n');

  await designer.holdServiceOverLane('web', 'back', 'connect');
  await expect(designer.tip).toContainText('never: front -> db');
  await designer.drop();
  await expect(row).toHaveAttribute('data-state', 'broken');
  await expect(row).toContainText('web → db over back');
  await row.getByRole('button', { name: 'Show on the canvas' }).click();
  await expect(page.locator('[data-mark="web"]')).toHaveText('breaks an intent');
  await designer.undo();
  await expect(row).toHaveAttribute('data-state', 'holds');
  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});

test('pinned from a cell of the matrix', async ({ designer }) => {
  const matrix = await designer.showPane('matrix');
  await matrix.getByRole('gridcell', { name: 'web does not reach db' }).click();
  await matrix.getByRole('button', { name: 'must never reach' }).click();
  await matrix.getByRole('gridcell', { name: 'app does not reach db' }).click();
  await matrix.getByRole('button', { name: 'must reach', exact: true }).click();
  const pane = await designer.showPane('intents');
  await expect(pane.locator('[data-intent="never: web -> db"]')).toHaveAttribute('data-state', 'holds');
  await expect(pane.locator('[data-intent="must: app -> db"]')).toHaveAttribute('data-state', 'broken');
});

test('the outside may be a side; what means nothing is refused in the form, and every row can be removed', async ({
  designer,
}) => {
  const pane = await designer.showPane('intents');
  await pane.getByRole('combobox', { name: 'Who' }).first().fill('outside');
  await pane.getByRole('combobox', { name: 'Whom' }).fill('nobody');
  await expect(pane.getByRole('status')).toContainText("names 'nobody'");
  await expect(pane.getByRole('button', { name: 'Add' })).toHaveCount(0);
  await pane.getByRole('combobox', { name: 'Whom' }).fill('web');
  await pane.getByRole('button', { name: 'Add' }).click();
  await expect(pane.locator('[data-intent="never: outside -> web"]')).toHaveAttribute('data-state', 'broken');

  const items = ['nevr: a', 'never: front -> ghost', 'exposed: []'];
  await designer.open(`${rooms}x-bulkhead:\n  intents:\n${items.map((item) => `    - ${item}\n`).join('')}`);
  const again = await designer.showPane('intents');
  const remove = again.getByRole('button', { name: 'Remove' });
  for (let left = items.length; left > 0; left--) {
    await expect(remove).toHaveCount(left);
    await remove.first().click();
  }
  await expect(remove).toHaveCount(0);
  expect(await designer.text()).toBe(rooms);
});
