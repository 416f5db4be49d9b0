// The text and the picture are one: what is typed is drawn, what is drawn is written, and one history serves both.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';
import { FileEditor } from './file-editor.ts';

test('what is typed is drawn and what is drawn is written, with one history', async ({ designer, page }) => {
  // What is typed within half a second is one step: the time of this page stands still, however slow the machine is.
  await page.evaluate(() => {
    const at = Date.now();
    Date.now = () => at;
  });
  const editor = await FileEditor.of(designer);
  await test.step('typing in the template begins a file', async () => {
    await editor.content.focus();
    await editor.press('ControlOrMeta+Home');
    await editor.type('# m');
    await editor.press('Enter');
    await expect(page.getByRole('banner')).toContainText('1 change');
    expect(await designer.text()).toMatch(/^# m\n/);
  });
  await designer.open(rooms);
  await expect(editor.line(3)).toContainText('nginx');
  await test.step('a service that is typed stands on the canvas, and undo takes it back in one step', async () => {
    await editor.goTo(16);
    await editor.press('Enter', 'Backspace');
    await editor.type('mq:');
    await editor.press('Escape', 'Enter');
    await editor.type('image: r');
    await expect(designer.card('mq')).toBeVisible();
    expect((await designer.service('mq'))?.image).toBe('r');
    await editor.press('ControlOrMeta+z');
    await expect(designer.card('mq')).toHaveCount(0);
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('text that cannot be read keeps the last good picture, and says where', async () => {
    await editor.goTo(3);
    await editor.type(': x');
    await expect(page.getByRole('alert')).toContainText('The picture shows the last readable version');
    await expect(designer.card('web')).toBeVisible();
    await expect(editor.pane.locator('.bh-yaml-note-error').first()).toBeVisible();
    await editor.press('ControlOrMeta+z');
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('undo in the editor takes back what was drawn, redo draws it again', async () => {
    await designer.dragServiceToLane('web', 'mid', 'move');
    expect(await editor.textOf(5)).toBe('    networks: [mid]');
    await editor.goTo(1);
    await editor.press('ControlOrMeta+z');
    await expect(editor.line(5)).toContainText('networks: [front]');
    await editor.press('ControlOrMeta+Shift+z');
    await expect(editor.line(5)).toContainText('networks: [mid]');
    await editor.press('ControlOrMeta+z');
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('keys that mean something on the page are letters in the editor', async () => {
    await designer.card('app').click();
    await editor.line(1).click();
    await designer.card('app').click();
    await editor.content.focus();
    await editor.press('Home', 'Delete', 'Backspace');
    await editor.type('?14');
    await expect(designer.dialog()).toHaveCount(0);
    await expect(designer.pane('yaml')).toBeVisible();
    while (await designer.command('undo').isEnabled()) await designer.undo();
    await expect(designer.card('app')).toBeVisible();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('line ends and byte order mark stay as they are', async () => {
    await designer.openNext('\uFEFFservices:\r\n  solo:\r\n    image: nginx\r\n', 'windows.yaml');
    await expect(editor.line(2)).toContainText('solo');
    await editor.goTo(3);
    await editor.press('Enter');
    await editor.type('user: u');
    await expect(editor.line(4)).toContainText('user: u');
    expect(await designer.text()).toBe('\uFEFFservices:\r\n  solo:\r\n    image: nginx\r\n    user: u\r\n');
  });
});

test('one stays where one was: cursor, scroll and folds, while the canvas changes and after a look at another pane', async ({
  designer,
  page,
}) => {
  const many = Array.from(
    { length: 60 },
    (_, at) => `  s${at}:\n    image: app\n    networks: [front]\n`,
  ).join('');
  await designer.open(
    `services:\n  web:\n    image: nginx\n    networks: [front]\n${many}networks:\n  front:\n  back:\n`,
  );
  const editor = await FileEditor.of(designer);
  const scroller = editor.pane.locator('.cm-scroller');
  const folded = editor.pane.locator('.cm-foldPlaceholder');
  await designer.focus('web');
  await designer.dragServiceToLane('web', 'back', 'connect');
  await designer.showPane('yaml');
  await editor.goTo(2);
  await page.keyboard.press('Control+Shift+BracketLeft');
  await expect(folded).toHaveCount(1);
  // The editor may still be on its way to line 2, and brings that back into sight: a person scrolls again.
  await expect(async () => {
    await scroller.evaluate((element) => element.scrollTo(0, 900));
    await expect(editor.line(52)).toBeInViewport({ timeout: 500 });
  }).toPass();
  await test.step('while the canvas changes', async () => {
    const before = await scroller.evaluate((element) => element.scrollTop);
    await designer.undo();
    await designer.redo();
    await expect(designer.command('redo')).toBeDisabled();
    expect(Math.abs((await scroller.evaluate((element) => element.scrollTop)) - before)).toBeLessThan(25);
  });
  await test.step('after a look at another pane', async () => {
    await designer.showPane('findings');
    await designer.showPane('yaml');
    await expect(editor.line(52)).toBeInViewport();
    await editor.content.focus();
    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await expect(folded).toHaveCount(1);
    await expect(editor.line(2)).toHaveClass(/cm-activeLine/);
  });
});
