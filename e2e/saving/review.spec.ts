// What saving is about to write is shown before anything is written: lines, connections and findings.

import type { Page } from '@playwright/test';
import { expect, test } from '../page/test.ts';
import { violations } from '../page/violations.ts';
import { rooms } from '../stacks/rooms.ts';
import { fakeDisk, onDisk, written } from './fake-disk.ts';
import { runCommand } from './run-command.ts';
import { unplug } from './unplug.ts';

const over = 'services:\n  web:\n    user: "1000"\n';

const review = (page: Page) => page.getByRole('dialog', { name: 'Save these changes?' });

test('what will be written is shown at each save, until a person does not want it in this project and session', async ({
  designer,
  page,
}) => {
  await fakeDisk(page, { 'compose.yaml': rooms, 'compose.override.yaml': over });
  await designer.command('open').click();
  await designer.opened('compose.yaml');
  const unasked = review(page).getByRole('checkbox', { name: 'Save without asking in this session' });
  await designer.dragServiceTo('web', 'closed');
  await test.step('Escape writes nothing', async () => {
    await page.keyboard.press('ControlOrMeta+s');
    await expect(review(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(review(page)).toHaveCount(0);
    expect(await written(page)).toEqual([]);
    await expect(page.getByRole('banner')).toContainText('not saved');
  });
  await test.step('lines, connections and findings are shown; Enter saves', async () => {
    await page.keyboard.press('ControlOrMeta+s');
    const dialog = review(page);
    await expect(dialog).toContainText('compose.yaml will be saved in place.');
    await expect(dialog.locator('.cm-deletedLine').first()).toContainText('networks: [front]');
    const meaning = dialog.getByRole('region', { name: 'What it means' });
    await expect(meaning).toContainText(/closed \d/);
    await expect(meaning).toContainText(/gained \d/);
    await expect(meaning).toContainText('CN105');
    // All that can be used while it is open is in it.
    expect(await violations(page, '[role=dialog]')).toEqual([]);
    expect(await written(page)).toEqual([]);
    await unasked.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await expect.poll(() => onDisk(page, 'compose.yaml')).toContain('network_mode: none');
    expect(await onDisk(page, 'compose.yaml')).toBe(await designer.text());
  });
  await test.step('after that it is shown on demand alone', async () => {
    await designer.undo();
    await page.keyboard.press('ControlOrMeta+s');
    await expect.poll(() => written(page)).toHaveLength(2);
    await expect(review(page)).toHaveCount(0);
    await designer.redo();
    await runCommand(page, 'Review the changes and save');
    await expect(unasked).toBeChecked();
    await page.keyboard.press('Enter');
    await expect.poll(() => written(page)).toHaveLength(3);
  });
  await test.step('another project is asked about again', async () => {
    await designer.command('open').click();
    await expect(designer.command('undo')).toBeDisabled();
    await unplug(designer, 'app', 'mid');
    await page.keyboard.press('ControlOrMeta+s');
    await expect(unasked).not.toBeChecked();
  });
});
