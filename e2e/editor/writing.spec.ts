// Help while writing: completion, meanings, what is wrong and how it is mended.

import { expect, test } from '../page/test.ts';
import { rooms } from '../stacks/rooms.ts';
import { FileEditor } from './file-editor.ts';

test('meanings, completion, and what is wrong with how it is mended', async ({ designer }) => {
  await designer.open(rooms);
  const editor = await FileEditor.of(designer);
  await test.step('hovering shows what a key and a network are', async () => {
    await editor.line(5).getByText('networks').hover();
    await expect(editor.tip()).toContainText('The networks the service joins');
    await editor.line(1).hover({ position: { x: 20, y: 8 } });
    await expect(editor.tip()).toContainText('The containers of the project');
  });
  await test.step('the cursor selects the card of its line, from the keyboard too', async () => {
    await editor.goTo(3);
    await expect(designer.card('web')).toHaveAttribute('aria-label', /, selected$/);
    await editor.press('ArrowDown', 'ArrowDown', 'ArrowDown');
    await expect(designer.card('app')).toHaveAttribute('aria-label', /, selected$/);
    await expect(designer.card('web')).not.toHaveAttribute('aria-label', /, selected$/);
    await expect(editor.line(6)).toHaveClass(/bh-yaml-lit/);
    // The file stays in the dock; the details of the same card are its first tab.
    await expect(editor.content).toBeFocused();
    await designer.command('toggle-inspector').click();
    await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('app');
    await designer.showPane('yaml');
    await expect(editor.line(6)).toHaveClass(/cm-activeLine/);
  });
  await test.step('Escape and Tab leave the editor', async () => {
    await editor.goTo(1);
    await editor.press('Escape', 'Tab');
    await expect(editor.content).not.toBeFocused();
    expect(await designer.text()).toBe(rooms);
  });
  await test.step('a key is completed, and a name of the project; a key that is there is not offered again', async () => {
    await editor.goTo(5);
    await editor.press('Enter');
    await editor.type('im');
    await expect(editor.offers().first()).toBeVisible();
    expect(await editor.offers().allTextContents()).not.toContain('image');
    await editor.press('Backspace', 'Backspace');
    await editor.type('dep');
    await editor.accept('depends_on');
    await editor.press('Enter');
    await editor.type('- a');
    await editor.accept('app');
    await expect(editor.line(7)).toContainText('- app');
    expect((await designer.service('web'))?.depends_on).toEqual(['app']);
  });
  await test.step('what is offered says what it allows', async () => {
    await editor.goTo(5);
    await editor.press('Enter');
    await editor.type('cap_add: [NET_A');
    await expect(editor.offers().first()).toHaveText('NET_ADMIN');
    await expect(editor.pane.locator('.cm-completionInfo')).toContainText('firewall rules');
    await editor.accept('NET_ADMIN');
    expect((await designer.service('web'))?.cap_add).toEqual(['NET_ADMIN']);
  });
  await test.step('a finding is mended from its line', async () => {
    await designer.dragServiceTo('web', 'closed');
    await expect(editor.line(4)).toContainText('CN105');
    const top = await editor.line(4).evaluate((line) => line.getBoundingClientRect().top);
    const marks = editor.pane.locator('.cm-lint-marker');
    const tops = await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().top));
    await marks.nth(tops.findIndex((at) => Math.abs(at - top) < 12)).hover();
    const fix = editor.tip().getByRole('button').first();
    await expect(fix).toBeVisible();
    await fix.click();
    await expect(designer.finding('CN105', 'web')).toHaveCount(0);
    await expect(editor.pane.locator('.bh-yaml-note', { hasText: 'CN105' })).toHaveCount(0);
    await designer.undo();
  });
  await test.step('all that is wrong is a list, by keyboard, and its fixes are there', async () => {
    await editor.goTo(1);
    await editor.press('ControlOrMeta+.');
    const list = editor.pane.locator('.cm-panel-lint');
    await expect(list).toContainText('CN105');
    await list
      .getByRole('button', { name: /Remove the ports/ })
      .first()
      .click();
    await expect(list).not.toContainText('CN105');
    expect((await designer.service('web'))?.ports).toBeUndefined();
  });
});
