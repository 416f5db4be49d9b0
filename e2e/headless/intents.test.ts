// What a stack is meant to be: stated by form, written into the file, seen to hold and to break.

import { rooms } from '../stacks/rooms.ts';
import { expect, test } from './test.tsx';

test('an intent is stated by form, broken by an edit, shown on the canvas, removed again', async ({
  designer,
}) => {
  await designer.open(rooms);
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
  await expect(designer.locator('[data-mark="web"]')).toHaveText('breaks an intent');
  await designer.undo();
  await expect(row).toHaveAttribute('data-state', 'holds');
  await row.getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
});
