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
