// A project of several files: each is a tab, and what is typed goes to the one that is shown.

import { expect, test } from '../page/test.ts';
import { FileEditor } from './file-editor.ts';

const main = 'services:\n  web:\n    image: nginx\n    networks: [front]\nnetworks:\n  front:\n  back:\n';
const override = 'services:\n  web:\n    ports: ["8443:443"]\n';

test('files are tabs with cursor and folds of each; a line that is asked for brings its file to the front', async ({
  designer,
  page,
}) => {
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/yaml',
    buffer: Buffer.from(text),
  });
  await page
    .locator('input[type=file][data-open]')
    .first()
    .setInputFiles([file('compose.yaml', main), file('compose.override.yaml', override)]);
  await expect(designer.card('web')).toBeVisible();
  const editor = await FileEditor.of(designer);
  const tabs = editor.pane.getByRole('navigation', { name: 'Files of the project' }).getByRole('button');
  await expect(tabs).toHaveText([/compose\.yaml/, /compose\.override\.yaml/]);
  await editor.goTo(3);
  await tabs.nth(1).click();
  await expect(editor.line(3)).toContainText('8443:443');
  await editor.goTo(3);
  await editor.press('Enter');
  await editor.type('user: "1000"');
  await expect(tabs.nth(1).getByRole('img', { name: 'changed' })).toBeVisible();
  await expect(tabs.nth(0).getByRole('img', { name: 'changed' })).toHaveCount(0);
  await tabs.nth(0).click();
  await expect(editor.line(3)).toContainText('image: nginx');
  await expect(editor.line(3)).toHaveClass(/cm-activeLine/);
  await designer.undo();
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
});
