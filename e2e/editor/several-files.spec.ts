// A project of several files: each is a tab, and what is typed goes to the one that is shown.

import { expect, test } from '../page/test.ts';
import { FileEditor } from './file-editor.ts';

const main = 'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n  back:\n';
const override = 'services:\n  web:\n    ports: ["8443:443"]\n';

test('files are tabs with cursor and folds of each; a line that is asked for brings its file to the front; a file with a padlock is read, not written', async ({
  designer,
}) => {
  await designer.offerAll({ 'compose.yaml': main, 'compose.override.yaml': override });
  await expect(designer.card('web')).toBeVisible();
  const editor = await FileEditor.of(designer);
  const tabs = editor.pane.getByRole('navigation', { name: 'Files of the project' }).getByRole('button');
  await expect(tabs).toHaveText([/compose\.yaml/, /compose\.override\.yaml/]);
  await editor.goTo(3);
  await tabs.nth(1).click();
  await expect(editor.line(3)).toContainText('8443:443');
  await editor.goTo(3);
  await editor.press('Enter');
  await editor.type('user: u');
  await expect(tabs.nth(1).getByRole('img', { name: 'changed' })).toBeVisible();
  await expect(tabs.nth(0).getByRole('img', { name: 'changed' })).toHaveCount(0);
  await tabs.nth(0).click();
  await expect(editor.line(3)).toContainText('image: nginx');
  await expect(editor.line(3)).toHaveClass(/cm-activeLine/);
  await designer.undoAll();
  await tabs.nth(1).click();
  await expect(editor.line(4)).not.toContainText('user');
  await tabs.nth(0).click();
  await expect(editor.line(3)).toContainText('image: nginx');
  await test.step('a line that is asked for brings its file to the front', async () => {
    await designer.showPane('findings');
    await designer
      .finding('CN101', 'web')
      .getByRole('button', { name: /line 3/ })
      .click();
    await expect(editor.line(3)).toHaveClass(/bh-yaml-wanted/);
    await expect(editor.line(3)).toContainText('8443:443');
  });
  await test.step('a file with a padlock is read, not written, until it is unlocked; the other one is written', async () => {
    const about = await designer.aboutFile();
    await about.getByRole('button', { name: 'Lock compose.yaml: never change it' }).click();
    await designer.showPane('yaml');
    await tabs.nth(0).click();
    const note = editor.pane.getByRole('status');
    await expect(note).toContainText('compose.yaml is locked');
    await expect(editor.content).toHaveAttribute('aria-readonly', 'true');
    await editor.goTo(3);
    await editor.type('-a');
    await editor.press('Enter', 'Backspace', 'Delete', 'Control+/', 'Control+d', 'Tab');
    expect(await editor.textOf(3)).toBe('    image: nginx');
    await expect(designer.command('undo')).toBeDisabled();
    await tabs.nth(1).click();
    await expect(editor.content).not.toHaveAttribute('aria-readonly', 'true');
    await editor.goTo(3);
    await editor.press('Enter');
    await editor.type('tty: true');
    await expect(tabs.nth(1).getByRole('img', { name: 'changed' })).toBeVisible();
    await tabs.nth(0).click();
    await note.getByRole('button', { name: 'Unlock' }).click();
    await expect(note).toHaveCount(0);
    await editor.goTo(3);
    await editor.type('-a');
    await expect(designer.card('web')).toHaveAttribute('aria-label', /nginx-a/);
    expect(await editor.textOf(3)).toBe('    image: nginx-a');
  });
});
