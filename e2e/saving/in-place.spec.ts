// Saving where the file lives: nothing on open, only what changed, and never over what another program wrote.

import type { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { changeOnDisk, fakeDisk, onDisk, written } from './fake-disk.ts';
import { saveAfterALook } from './save-after-a-look.ts';
import { unplug } from './unplug.ts';

const base =
  '\uFEFFservices:\r\n  web:\r\n    image: nginx # the door\r\n    networks: [front, mid]\r\nnetworks:\r\n  front:\r\n  mid:\r\n';
const mine = base.replace(', mid]', ']');
const apart = base.replace('  mid:\r\n', '  mid:\r\n    internal: true\r\n');
const both = apart.replace(', mid]', ']');
const over = 'services:\n  web:\n    user: "1000"\n';

/** Opens what is on disk anew, without a history. */
async function begin(designer: Designer): Promise<void> {
  await fakeDisk(designer.page, { 'compose.yaml': base, 'compose.override.yaml': over });
  await designer.command('open').first().click();
  await designer.opened('compose.yaml');
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(base);
}

test('saving writes what changed, never over what another program wrote; closing asks while something is unsaved', async ({
  designer,
  page,
}) => {
  const dialog = page.getByRole('dialog', { name: 'compose.yaml was changed on disk, too' });
  await begin(designer);
  await test.step('nothing is written on open; saving writes the changed file alone, byte for byte', async () => {
    expect(await written(page)).toEqual([]);
    await unplug(designer, 'web', 'mid');
    await expect(page.getByRole('banner')).toContainText('1 change, not saved');
    await saveAfterALook(page);
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    expect(await written(page)).toEqual(['compose.yaml']);
    expect(await onDisk(page, 'compose.yaml')).toBe(mine);
    expect(await onDisk(page, 'compose.override.yaml')).toBe(over);
  });
  await test.step('a change on disk alone is taken over when the person comes back', async () => {
    await changeOnDisk(page, 'compose.yaml', base);
    await expect(designer.tap('web', 'mid')).toHaveCount(1);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await designer.text()).toBe(base);
    expect(await written(page)).toEqual(['compose.yaml']);
  });
  await test.step('changes of both sides that do not meet are merged as one step, shown, and saved', async () => {
    await unplug(designer, 'web', 'mid');
    await changeOnDisk(page, 'compose.yaml', apart);
    await expect(dialog.getByRole('button', { name: 'Merge both' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    expect(await designer.text()).toBe(both);
    expect(await written(page)).toEqual(['compose.yaml']);
    await designer.undo();
    expect(await designer.text()).toBe(mine);
    await designer.redo();
    await saveAfterALook(page);
    await expect.poll(() => onDisk(page, 'compose.yaml')).toBe(both);
  });
  await test.step('changes of the same line are never merged; the text on disk can be taken, and undo brings mine back', async () => {
    await begin(designer);
    await unplug(designer, 'web', 'mid');
    const theirs = base.replace('[front, mid]', '[mid]');
    await changeOnDisk(page, 'compose.yaml', theirs);
    await expect(dialog).toContainText('Both change the same place (here line 4)');
    await expect(dialog.getByRole('button', { name: 'Merge both' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Use the version on disk' }).click();
    await expect(designer.tap('web', 'front')).toHaveCount(0);
    expect(await designer.text()).toBe(theirs);
    await designer.undo();
    expect(await designer.text()).toBe(mine);
    expect(await written(page)).toEqual([]);
  });
  await test.step('mine is written over the other one only after the question, which can be put off', async () => {
    await changeOnDisk(page, 'compose.yaml', base.replace('nginx', 'caddy'));
    await dialog.getByRole('button', { name: 'Compare' }).click();
    await expect(designer.pane('diff')).toBeVisible();
    await expect(dialog).toHaveCount(0);
    // Put off, not forgotten: saving asks again.
    await saveAfterALook(page);
    await expect(dialog).toBeVisible();
    expect(await written(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Overwrite with mine' }).click();
    await expect.poll(() => onDisk(page, 'compose.yaml')).toBe(mine);
  });
  await test.step('leaving the page asks while something is unsaved, and only then', async () => {
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    const asked: string[] = [];
    page.on('dialog', async (question) => {
      asked.push(question.type());
      await question.dismiss();
    });
    const leave = () => page.evaluate(() => window.location.reload());
    await designer.undo();
    await expect(page.getByRole('banner')).toContainText('not saved');
    await leave();
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await saveAfterALook(page);
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    await Promise.all([page.waitForEvent('load'), leave()]);
    expect(asked).toEqual(['beforeunload']);
    page.removeAllListeners('dialog');
  });
});
