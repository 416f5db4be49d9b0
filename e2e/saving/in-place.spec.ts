// Saving where the file lives: nothing on open, only what changed, and never over what another program wrote.

import type { Designer } from '../page/designer.ts';
import { expect, test } from '../page/test.ts';
import { changeOnDisk, fakeDisk, onDisk, written } from './fake-disk.ts';
import { saveAfterALook } from './save-after-a-look.ts';

const base =
  '\uFEFFservices:\r\n  web:\r\n    image: nginx # the door\r\n    networks: [front]\r\nnetworks:\r\n  front:\r\n  mid:\r\n';
const mine = base.replace('[front]', '[mid]');
const theirs = base.replace('nginx', 'caddy');
const over = 'services:\n  web:\n    user: "1000"\n';

/** Opens what is on disk anew, without a history. */
async function begin(designer: Designer): Promise<void> {
  await fakeDisk(designer.page, { 'compose.yaml': base, 'compose.override.yaml': over });
  await designer.command('open').first().click();
  await designer.opened('compose.yaml');
  await expect(designer.command('undo')).toBeDisabled();
  expect(await designer.text()).toBe(base);
}

test('saving writes what changed, and never over what another program wrote', async ({ designer, page }) => {
  test.setTimeout(120_000);
  await test.step('nothing is written on open; saving writes the changed file alone, byte for byte', async () => {
    await begin(designer);
    expect(await written(page)).toEqual([]);
    await designer.dragServiceToLane('web', 'mid', 'move');
    await expect(page.getByRole('banner')).toContainText('1 change, not saved');
    await saveAfterALook(page);
    await expect(page.getByRole('banner')).not.toContainText('not saved');
    expect(await written(page)).toEqual(['compose.yaml']);
    expect(await onDisk(page, 'compose.yaml')).toBe(mine);
    expect(await onDisk(page, 'compose.override.yaml')).toBe(over);
  });
  await test.step('a change on disk alone is taken over when the person comes back', async () => {
    await begin(designer);
    await changeOnDisk(page, 'compose.yaml', theirs);
    await expect(designer.card('web')).toContainText('caddy');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await designer.text()).toBe(theirs);
    expect(await written(page)).toEqual([]);
  });
  await test.step('a change on both sides is asked about, and nothing is written until then', async () => {
    await begin(designer);
    await designer.dragServiceToLane('web', 'mid', 'move');
    await changeOnDisk(page, 'compose.yaml', theirs);
    const dialog = page.getByRole('dialog', { name: 'compose.yaml was changed on disk, too' });
    await dialog.getByRole('button', { name: 'Compare' }).click();
    await expect(designer.pane('diff')).toBeVisible();
    await expect(dialog).toHaveCount(0);
    // Put off, not forgotten: saving asks again.
    await saveAfterALook(page);
    await expect(dialog).toBeVisible();
    expect(await onDisk(page, 'compose.yaml')).toBe(theirs);
    await dialog.getByRole('button', { name: 'Save mine over it' }).click();
    await expect.poll(() => onDisk(page, 'compose.yaml')).toBe(mine);
  });
  await test.step('the text on disk can be taken, and undo brings mine back', async () => {
    await begin(designer);
    await designer.dragServiceToLane('web', 'mid', 'move');
    await changeOnDisk(page, 'compose.yaml', theirs);
    await page.getByRole('button', { name: 'Take the one on disk' }).click();
    await expect(designer.card('web')).toContainText('caddy');
    expect(await designer.text()).toBe(theirs);
    await designer.undo();
    expect(await designer.text()).toBe(mine);
    expect(await written(page)).toEqual([]);
  });
  await test.step('changes of both sides that do not meet are merged as one step, shown, and saved', async () => {
    await begin(designer);
    await designer.dragServiceToLane('web', 'mid', 'move');
    const apart = base.replace('  mid:\r\n', '  mid:\r\n    internal: true\r\n');
    await changeOnDisk(page, 'compose.yaml', apart);
    const dialog = page.getByRole('dialog', { name: 'compose.yaml was changed on disk, too' });
    await expect(dialog.getByRole('button', { name: 'Merge both' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    const both = apart.replace('[front]', '[mid]');
    expect(await designer.text()).toBe(both);
    expect(await written(page)).toEqual([]);
    await designer.undo();
    expect(await designer.text()).toBe(mine);
    await designer.redo();
    await saveAfterALook(page);
    await expect.poll(() => onDisk(page, 'compose.yaml')).toBe(both);
  });
  await test.step('changes of the same line are never merged', async () => {
    await begin(designer);
    await designer.dragServiceToLane('web', 'mid', 'move');
    await changeOnDisk(page, 'compose.yaml', base.replace('[front]', '[front, mid]'));
    const dialog = page.getByRole('dialog', { name: 'compose.yaml was changed on disk, too' });
    await expect(dialog).toContainText('Both change the same place (here line 4)');
    await expect(dialog.getByRole('button', { name: 'Merge both' })).toHaveCount(0);
  });
});

test.describe(() => {
  test.use({ ownPage: true });

  test('closing asks while something is unsaved, and only then', async ({ designer, page }) => {
    await begin(designer);
    const asked: string[] = [];
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type());
      await dialog.dismiss();
    });
    await designer.dragServiceToLane('web', 'mid', 'move');
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => asked).toEqual(['beforeunload']);
    await saveAfterALook(page);
    await expect.poll(() => onDisk(page, 'compose.yaml')).toBe(mine);
    await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
    expect(asked).toEqual(['beforeunload']);
  });
});
