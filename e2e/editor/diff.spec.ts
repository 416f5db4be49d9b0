// What changed: side by side or in one column, against the file as opened or any other version of it.

import { expect, test } from '../page/test.ts';
import { unplug } from '../saving/unplug.ts';
import { rooms } from '../stacks/rooms.ts';

test('findings that come and go, another version of the file and one that is dropped on the changes; both layouts', async ({
  designer,
  page,
}) => {
  await designer.open(rooms);
  await test.step('findings that come and go are shown', async () => {
    await designer.dragServiceTo('web', 'closed');
    const diff = await designer.showPane('diff');
    const meaning = diff.getByRole('region', { name: 'What it means' });
    await expect(meaning).toContainText('CN105');
    await expect(meaning).toContainText(/gained \d/);
    await designer.undo();
    await expect(diff).toContainText('byte for byte');
  });
  await test.step('another version is compared with and not opened', async () => {
    const diff = await designer.showPane('diff');
    const older = rooms.replace('networks: [front]', 'networks: [front, back]');
    await diff.locator('input[data-compare]').setInputFiles({
      name: 'last-week.yaml',
      mimeType: 'application/yaml',
      buffer: Buffer.from(older),
    });
    await expect(diff).toContainText('last-week.yaml');
    await expect(diff.locator('.cm-deletedLine')).toHaveText(['    networks: [front, back]']);
    await expect(diff).toContainText(/closed \d/);
    await expect(diff).toContainText('db ↔ web');
    expect(await designer.text()).toBe(rooms);
    await diff.getByRole('button', { name: 'Compare with the file as opened' }).click();
    await expect(diff).toContainText('byte for byte');
  });
  await test.step('a file that is dropped on the changes is compared with', async () => {
    const diff = await designer.showPane('diff');
    const transfer = await page.evaluateHandle(
      (text) => {
        const made = new DataTransfer();
        made.items.add(new File([text], 'theirs.yaml'));
        return made;
      },
      rooms.replace('8443', '9443'),
    );
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await diff.getByRole('region', { name: 'Changes' }).dispatchEvent(type, { dataTransfer: transfer });
    }
    await expect(diff).toContainText('theirs.yaml');
    await expect(diff.locator('.cm-deletedLine')).toHaveCount(1);
    await expect(page.getByText('Drop the compose file anywhere')).toHaveCount(0);
    await expect(page.getByRole('banner')).toContainText('as opened');
  });
  await test.step('both layouts show the same change', async () => {
    const diff = await designer.showPane('diff');
    await diff.getByRole('button', { name: 'Compare with the file as opened' }).click();
    await unplug(designer, 'app', 'mid');
    await expect(diff.locator('.cm-deletedLine')).toHaveText(['    networks: [front, mid]']);
    await diff.getByText('Side by side').click();
    await expect(diff.locator('.cm-merge-a .cm-changedLine')).toHaveText(['    networks: [front, mid]']);
    await expect(diff.locator('.cm-merge-b .cm-changedLine')).toHaveText(['    networks: [front]']);
  });
});
