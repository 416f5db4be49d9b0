// Overlays and intents: questions drawn over the picture by the menu of the bar, and what a stack is meant to be, seen to hold and to break.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';

test('the menu of the bar holds every overlay, by keyboard; an intent is stated by form, broken by an edit, shown on the canvas, removed again', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await test.step('the menu of the bar', async () => {
    const legend = page.locator('[data-overlay]');
    await page.getByRole('button', { name: 'Overlays' }).focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu', { name: 'Overlays' });
    await expect(menu.getByRole('menuitem')).toHaveCount(12);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(legend).toContainText('Blast radius from outside');
    await legend.getByRole('button', { name: '1', exact: true }).click();
    await expect(legend).toContainText('Blast radius from outside, 1 hop');
    await legend.getByRole('button', { name: 'End the overlay' }).click();
    await expect(legend).toHaveCount(0);
  });
  await test.step('an intent', async () => {
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
});
