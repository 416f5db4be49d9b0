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
  await designer.open(rooms);
  const editor = await FileEditor.of(designer);
  await test.step('a service that is typed stands on the canvas, and undo takes it back in one step', async () => {
    await editor.goTo(16);
    await editor.press('Enter', 'Backspace');
    await editor.type('queue:');
    await editor.press('Escape', 'Enter');
    await editor.type('image: redis');
    await expect(designer.card('queue')).toBeVisible();
    expect((await designer.service('queue'))?.image).toBe('redis');
    await editor.press('ControlOrMeta+z');
    await expect(designer.card('queue')).toHaveCount(0);
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('text that cannot be read keeps the last good picture, and says where', async () => {
    await editor.goTo(3);
    await editor.type(': x');
    await expect(page.getByRole('alert')).toContainText('The picture shows what could be read last');
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
    await editor.type('?1234');
    await expect(designer.dialog()).toHaveCount(0);
    await expect(designer.pane('yaml')).toBeVisible();
    while (await designer.command('undo').isEnabled()) await designer.undo();
    await expect(designer.card('app')).toBeVisible();
    expect(await designer.text()).toBe(rooms);
  });
});

test('a change on the canvas moves neither cursor nor scroll nor folds', async ({ designer, page }) => {
  const many = Array.from(
    { length: 60 },
    (_, at) => `  s${at}:\n    image: app\n    networks: [front]\n`,
  ).join('');
  await designer.open(
    `services:\n  web:\n    image: nginx\n    networks: [front]\n${many}networks:\n  front:\n  back:\n`,
  );
  const editor = await FileEditor.of(designer);
  const scroller = editor.pane.locator('.cm-scroller');
  await designer.focus('web');
  await designer.dragServiceToLane('web', 'back', 'connect');
  await editor.goTo(2);
  await page.keyboard.press('Control+Shift+BracketLeft');
  await expect(editor.pane.locator('.cm-foldPlaceholder')).toHaveCount(1);
  await scroller.evaluate((element) => element.scrollTo(0, 900));
  await expect(editor.line(50)).toBeInViewport();
  const before = await scroller.evaluate((element) => element.scrollTop);
  await designer.undo();
  await designer.redo();
  await expect(designer.command('redo')).toBeDisabled();
  expect(Math.abs((await scroller.evaluate((element) => element.scrollTop)) - before)).toBeLessThan(25);
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await expect(editor.pane.locator('.cm-foldPlaceholder')).toHaveCount(1);
  await expect(editor.line(2)).toHaveClass(/cm-activeLine/);
});

test('line ends and byte order mark stay as they are', async ({ designer }) => {
  const windows = `\uFEFF${rooms.replaceAll('\n', '\r\n')}`;
  await designer.open(windows);
  const editor = await FileEditor.of(designer);
  await editor.goTo(3);
  await editor.press('Enter');
  await editor.type('user: "1000"');
  await expect(editor.line(4)).toContainText('user: "1000"');
  const lines = windows.split('\r\n');
  lines.splice(3, 0, '    user: "1000"');
  expect(await designer.text()).toBe(lines.join('\r\n'));
});

test('typing in the template begins a file', async ({ designer }) => {
  const editor = await FileEditor.of(designer);
  await editor.content.focus();
  await editor.press('ControlOrMeta+Home');
  await editor.type('# mine');
  await editor.press('Enter');
  await expect(designer.page.getByRole('banner')).toContainText('1 change');
  expect(await designer.text()).toMatch(/^# mine\n/);
});

test('after a look at another pane one is where one was', async ({ designer, page }) => {
  const many = Array.from(
    { length: 60 },
    (_, at) => `  s${at}:\n    image: app\n    networks: [front]\n`,
  ).join('');
  await designer.open(
    `services:\n  web:\n    image: nginx\n    networks: [front]\n${many}networks:\n  front:\n`,
  );
  const editor = await FileEditor.of(designer);
  await editor.goTo(2);
  await page.keyboard.press('Control+Shift+BracketLeft');
  await expect(editor.pane.locator('.cm-foldPlaceholder')).toHaveCount(1);
  // The editor may still be on its way to line 2, and brings that back into sight: a person scrolls again.
  await expect(async () => {
    await editor.pane.locator('.cm-scroller').evaluate((element) => element.scrollTo(0, 900));
    await expect(editor.line(52)).toBeInViewport({ timeout: 500 });
  }).toPass();
  await designer.showPane('findings');
  await designer.showPane('yaml');
  await expect(editor.line(52)).toBeInViewport();
  await editor.content.focus();
  await editor.pane.locator('.cm-scroller').evaluate((element) => element.scrollTo(0, 0));
  await expect(editor.pane.locator('.cm-foldPlaceholder')).toHaveCount(1);
  await expect(editor.line(2)).toHaveClass(/cm-activeLine/);
});
