// The panes below the picture: who reaches whom and why, the text and its changes, connections opened and closed.

import { expect, test } from './page/test.ts';
import { rooms } from './stacks/rooms.ts';

test('a cell of the matrix answers why, changed lines are marked in the text and shown side by side, cards and lines light each other', async ({
  designer,
}) => {
  await designer.open(rooms);
  const yaml = designer.pane('yaml');
  await test.step('matrix: a cell answers why, with its lines', async () => {
    const matrix = await designer.showPane('matrix');
    await matrix.getByRole('gridcell', { name: 'web reaches directly app' }).click();
    await expect(matrix).toContainText('web → app');
    await expect(matrix).toContainText('Directly: yes');
    await expect(matrix).toContainText('front');
    await expect(matrix.getByRole('button', { name: 'line 5' }).first()).toBeVisible();
    await matrix.getByRole('button', { name: 'line 8' }).first().click();
    await expect(yaml.locator('[data-text-line="8"]')).toBeInViewport();
  });
  await test.step('yaml: changed lines are marked and only they', async () => {
    await expect(yaml.locator('.bh-yaml-changed')).toHaveCount(0);
    await designer.dragServiceToLane('web', 'back', 'move');
    await expect(yaml.locator('.bh-yaml-changed')).toHaveCount(1);
    await expect(yaml.locator('[data-text-line="5"]')).toHaveClass(/bh-yaml-changed/);
    await expect(yaml.locator('[data-text-line="5"]')).toContainText('networks: [back]');
  });
  await test.step('diff: the text and the connections that opened and closed', async () => {
    const diff = await designer.showPane('diff');
    await expect(diff.locator('.cm-deletedLine')).toHaveText(['    networks: [front]']);
    await expect(diff.locator('.cm-changedLine')).toHaveText(['    networks: [back]']);
    await expect(diff).toContainText('db ↔ web');
    await expect(diff).toContainText('app ↔ web');
    await expect(diff).toContainText('Outside → web at 0.0.0.0:8443/tcp');
    await expect(diff).toContainText(/opened \d/);
    await expect(diff).toContainText(/closed \d/);
  });
  await test.step('yaml: a card lights its lines and a line selects its card, a finding stands at its line', async () => {
    await designer.showPane('yaml');
    await designer.undo();
    await expect(yaml.locator('.bh-yaml-changed')).toHaveCount(0);
    await designer.card('app').click();
    await expect(yaml.locator('.bh-yaml-lit')).toHaveCount(3);
    await expect(yaml.locator('[data-text-line="6"]')).toHaveClass(/bh-yaml-lit/);
    await yaml.locator('[data-text-line="3"]').click();
    await designer.command('toggle-inspector').click();
    await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('web');
    await designer.showPane('yaml');
    await designer.dragServiceTo('web', 'closed');
    await expect(yaml.locator('[data-text-line="4"]')).toContainText('CN105');
  });
});
