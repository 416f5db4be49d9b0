// A file with a padlock is read in the editor, not written.

import { expect, test } from '../page/test.ts';
import { FileEditor } from './file-editor.ts';

const text = 'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n';

test('nothing is typed or deleted until it is unlocked, and the page says why', async ({ designer }) => {
  await designer.open(text, 'shop.yaml');
  const editor = await FileEditor.of(designer);
  await (await designer.aboutFile()).getByRole('button', { name: 'Lock shop.yaml: never change it' }).click();
  const note = editor.pane.getByRole('status');
  await expect(note).toContainText('shop.yaml is locked');
  await expect(editor.content).toHaveAttribute('aria-readonly', 'true');
  await editor.goTo(3);
  await editor.type('-alpine');
  await editor.press('Enter', 'Backspace', 'Delete', 'Tab', 'Control+/', 'Control+d');
  expect(await designer.text()).toBe(text);
  await expect(designer.command('undo')).toBeDisabled();
  await note.getByRole('button', { name: 'Unlock' }).click();
  await expect(note).toHaveCount(0);
  await editor.goTo(3);
  await editor.type('-alpine');
  await expect.poll(() => designer.text()).toBe(text.replace('nginx', 'nginx-alpine'));
});

test('the lock belongs to its file: the other one is written', async ({ designer, page }) => {
  const file = (name: string, content: string) => ({
    name,
    mimeType: 'application/yaml',
    buffer: Buffer.from(content),
  });
  await page
    .locator('input[type=file][data-open]')
    .first()
    .setInputFiles([
      file('compose.yaml', text),
      file('compose.override.yaml', 'services:\n  web:\n    user: "1000"\n'),
    ]);
  await expect(designer.card('web')).toBeVisible();
  const editor = await FileEditor.of(designer);
  await (await designer.aboutFile())
    .getByRole('button', { name: 'Lock compose.yaml: never change it' })
    .click();
  const tab = editor.pane.getByRole('button', { name: 'compose.override.yaml' });
  await tab.click();
  await expect(editor.content).not.toHaveAttribute('aria-readonly', 'true');
  await editor.goTo(3);
  await editor.press('Enter');
  await editor.type('read_only: true');
  await expect(tab.getByRole('img', { name: 'changed' })).toBeVisible();
});
