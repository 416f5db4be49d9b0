// The window around the picture: what comes when it is asked for, what stays, where the keyboard is.

import { vi } from 'vitest';
import { layoutStore } from '../../src/page/canvas/picture/layout-controller.ts';
import { uiStore, workStore } from '../../src/page/state/page-stores.ts';
import { holdSeparator } from '../../src/page/state/ui/hand.ts';
import { drawnSession } from '../../src/page/state/work/selectors.ts';
import { rooms } from '../stacks/rooms.ts';
import { shop } from '../stacks/shop.ts';
import { modes } from '../visual/stacks.ts';
import { pass, until } from './locator.ts';
import { expect, test } from './test.tsx';

function focused(): Element {
  const { activeElement, body } = document;
  expect(activeElement, 'the focus is on the body').not.toBe(body);
  return activeElement ?? body;
}

test.describe('what is there at rest', () => {
  test('a file: the picture, its findings in a line, no panel; the worst is mended where it stands', async ({
    designer,
  }) => {
    await designer.open(shop);
    await expect(designer.inspector()).toHaveCount(0);
    await expect(designer.pane('findings')).toHaveAttribute('hidden', '');
    await expect(designer.locator('.bh-palette-rail')).toHaveCount(1);
    await expect(designer.palette('database')).toHaveCount(1);
    await expect(designer.locator('.bh-strip')).toContainText(/\d errors?/);
    await expect(designer.locator('.bh-strip .bh-finding-message')).toHaveCount(1);

    const worst = designer.locator('.bh-strip [data-rule]');
    const before = await worst.textContent();
    const counted = await designer.counted();
    await worst.locator('[data-fix="0"]').click();
    await expect(worst).not.toContainText(before);
    expect(await designer.counted()).toBeLessThan(counted);
    expect(await designer.undoAll()).toBe(1);
  });

  test('the dock is as large as the window allows, until a person chooses; each side remembers its size', async ({
    designer,
  }) => {
    const { innerHeight, innerWidth } = window;
    const become = async (width: number, height: number): Promise<void> => {
      Object.assign(window, { innerWidth: width, innerHeight: height });
      window.dispatchEvent(new Event('resize'));
      await pass();
    };
    // happy-dom's window is as wide as it began.
    const wide = vi
      .spyOn(globalThis, 'matchMedia')
      .mockImplementation((query) =>
        Object.assign(new EventTarget() as MediaQueryList, { matches: query.includes('min-width') }),
      );
    await become(1440, 900);
    await designer.open(shop);
    await designer.showPane('yaml');
    const beside = designer.page.locator('[role=separator][aria-label="Width of the panes"]');
    await expect(beside).toHaveAttribute('aria-valuenow', '580');
    // The picture keeps 55 % of the window, whatever a person wants.
    await beside.focus();
    await designer.press('End');
    await expect(beside).toHaveAttribute('aria-valuenow', '602');

    await designer.command('dock-inspector').click();
    await expect(designer.locator('[data-dock="below"]')).toHaveCount(1);
    const below = designer.page.locator('[role=separator][aria-label="Height of the panes"]');
    await expect(below).toHaveAttribute('aria-valuenow', '450');
    await become(1440, 720);
    await expect(below).toHaveAttribute('aria-valuenow', '360');
    await below.focus();
    await designer.press('ArrowUp');
    await become(1440, 900);
    await expect(below).toHaveAttribute('aria-valuenow', '376');
    await below.dblclick();
    await expect(below).toHaveAttribute('aria-valuenow', '450');
    await designer.command('dock-inspector').click();
    await expect(beside).toHaveAttribute('aria-valuenow', '602');
    await beside.dblclick();
    wide.mockRestore();
    await become(innerWidth, innerHeight);
  });

  test('details come with a selection and stay; closed they stay away until they are asked for', async ({
    designer,
  }) => {
    const name = () => designer.inspector().getByRole('textbox', { name: 'Service name' });
    await designer.open(rooms);
    await designer.card('web').click();
    await expect(name()).toHaveValue('web');
    await expect(designer.locator('[data-dock="right"][data-narrow]')).toHaveCount(1);
    // The picture does not jump with every press: the dock stays, and says what can be selected.
    await designer.press('Escape');
    await expect(designer.inspector()).toContainText('Select a container or a network');

    await designer.card('web').click();
    await designer.command('toggle-panes').click();
    await designer.card('app').click();
    await expect(designer.inspector()).toHaveCount(0);
    await designer.command('toggle-inspector').click();
    await expect(name()).toHaveValue('app');

    // With the file in the dock a card lights its lines there, and details are one press away.
    await designer.showPane('yaml');
    await designer.card('db').click();
    await expect(designer.pane('yaml')).not.toHaveAttribute('hidden', '');
    await expect(designer.inspector()).toHaveCount(0);
    await designer.command('toggle-inspector').click();
    await expect(name()).toHaveValue('db');
    await expect(designer.locator('[data-dock]:not([data-dock="closed"], [data-narrow])')).toHaveCount(1);
  });

  test('details begin at their top for another thing', async ({ designer }) => {
    await designer.open(rooms);
    const panel = (await designer.inspect('web')) && (await designer.inspector().one());
    panel.scrollTop = 120;
    await designer.inspect('app');
    expect((await designer.inspector().one()).scrollTop).toBe(0);
  });

  test('nothing moves between a press and the click that ends it', async ({ designer }) => {
    await designer.open(rooms);
    const web = await designer.card('web').one();
    const press = (type: string) =>
      web.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1 }));
    press('pointerdown');
    press('pointerup');
    await designer.card('web').click();
    // A second press within the time of a double click, held for longer than that.
    press('pointerdown');
    await pass(400);
    await expect(designer.locator('[data-dock="closed"]')).toHaveCount(1);
    press('pointerup');
    await until(
      () => document.querySelector('[data-dock="right"]'),
      (element) => element !== null,
    );
    await expect(designer.inspector().getByRole('textbox', { name: 'Service name' })).toHaveValue('web');
  });

  test('the picture stands still under a hand when a panel takes room from it, and fits itself into what is left afterwards', async ({
    designer,
  }) => {
    let taken = 0;
    const { getBoundingClientRect } = Element.prototype;
    const boxes = vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (
      this: Element,
    ) {
      const box = getBoundingClientRect.call(this);
      const narrower = new DOMRect(box.x, box.y, box.width - taken, box.height);
      return this.matches('.react-flow, .react-flow__renderer') ? narrower : box;
    });
    const view = () => document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform;
    const take = async (room: number): Promise<void> => {
      taken = room;
      window.dispatchEvent(new Event('resize'));
      await pass();
    };
    await designer.open(rooms);
    const before = view();
    await designer.holdService('app');
    await take(500);
    expect(view()).toBe(before);
    await designer.press('Escape');
    await designer.letGo();
    const beside = await until(view, (now) => now !== before);
    expect(beside).not.toBe(before);
    await take(0);
    expect(await until(view, (now) => now !== beside)).toBe(before);

    // A separator lays the picture out once, when it is let go.
    const { scene } = layoutStore.getState();
    holdSeparator(true);
    await take(400);
    await take(500);
    expect(layoutStore.getState().scene).toBe(scene);
    holdSeparator(false);
    await until(
      () => layoutStore.getState().scene,
      (now) => now !== scene,
    );
    await take(0);
    expect(layoutStore.getState().scene).toBe(scene);
    // Where a person chose the view, a pane changes nothing until the picture is fitted.
    uiStore.getState().requestView('zoom-in');
    await pass();
    await take(500);
    expect(layoutStore.getState().scene).toBe(scene);
    uiStore.getState().requestView('fit');
    await until(
      () => layoutStore.getState().scene,
      (now) => now !== scene,
    );
    boxes.mockRestore();
  });

  test('the view stays where a person put it when the file is saved, read anew, or edited', async ({
    designer,
  }) => {
    const view = () => document.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform;
    const zoomIn = async () => {
      const before = view();
      uiStore.getState().requestView('zoom-in');
      return until(view, (now) => now !== before);
    };
    const { dispatch, operate } = workStore;
    await designer.open(rooms);
    const chosen = await zoomIn();
    operate([{ type: 'detach', service: 'app', network: 'mid', last: null }], 'Take app off mid');
    const { texts } = drawnSession(workStore.getState())?.workspace.input ?? {};
    dispatch({ type: 'set-opened', texts: texts ?? new Map() });
    await pass();
    dispatch({ type: 'set-variables', texts: new Map([['.env', 'TAG=1\n']]) });
    await pass();
    await designer.undo();
    await pass();
    expect(view()).toBe(chosen);
    dispatch({ type: 'set-opened', texts: texts ?? new Map() });
    await pass();
    expect(await zoomIn()).not.toBe(chosen);
  });

  test('the sample comes with a drag to try, which is over after it', async ({ designer }) => {
    await designer.command('example').click();
    const note = designer.locator('.bh-try-note');
    await expect(note).toContainText('drag proxy onto back');
    await designer.holdServiceOverLane('proxy', 'back', 'connect');
    await expect(designer.tip).toContainText('Opens');
    await designer.drop();
    await expect(note).toContainText('Undo reverts it');
    await note.getByRole('button', { name: 'Dismiss the hint' }).click();
    await expect(note).toHaveCount(0);
  });

  test('the first page says what it is for, and shows the four kinds', async ({ designer }) => {
    const start = designer.locator('.bh-start');
    await expect(start).toContainText('See which containers can talk to each other, before you deploy');
    await expect(start).toContainText('Docker Compose');
    expect(start.locator('figcaption strong').allText()).toEqual(['Closed', 'Bridged', 'Joined', 'Open']);
    await designer.open(rooms);
    await expect(start).toHaveCount(0);
  });
});

test.describe('the focus never falls to the body', () => {
  test.beforeEach(async ({ designer }) => {
    await designer.open(modes);
  });

  test('the details closed: the button; left by Escape: the card', async ({ designer }) => {
    await designer.inspect('web');
    await designer.command('toggle-panes').click();
    expect(focused().getAttribute('data-command')).toBe('toggle-panes');

    await designer.card('app').focus();
    await designer.press('e');
    expect(focused().closest('.bh-inspector')).not.toBeNull();
    await designer.press('Escape');
    expect(focused().getAttribute('data-service')).toBe('app');
  });

  test('a card deleted: the picture', async ({ designer }) => {
    await designer.card('cache').focus();
    await designer.press('Delete');
    await expect(designer.card('cache')).toHaveCount(0);
    expect(focused().closest('#canvas')).not.toBeNull();
  });

  test('panes closed from within: their strip; panes and palette by their own buttons: the button', async ({
    designer,
  }) => {
    const pane = await designer.showPane('matrix');
    await pane.getByLabelText('Filter services by name').focus();
    // As a shortcut would: the focus stays where it is.
    (await designer.command('toggle-panes').one()).click();
    await expect(pane).toHaveAttribute('hidden', '');
    expect(focused().closest('.bh-panes')).not.toBeNull();

    for (const id of ['toggle-panes', 'toggle-palette'] as const) {
      await designer.command(id).click();
      await designer.command(id).click();
      expect(focused().getAttribute('data-command')).toBe(id);
    }
  });

  test('menus and dialogs closed, a menu carried out, a command that ends in none', async ({ designer }) => {
    for (const key of ['Control+k', 'Shift+?']) {
      await designer.press(key);
      await expect(designer.dialog()).toHaveCount(1);
      await designer.press('Escape');
      await expect(designer.dialog()).toHaveCount(0);
      await until(
        () => document.activeElement,
        (element) => element !== document.body,
      );
      focused();
    }
    await designer.search('legacy');
    expect(focused().getAttribute('data-service')).toBe('legacy');

    await designer.card('tail').focus();
    await designer.press('m');
    await designer.press('Escape');
    expect(focused().getAttribute('data-service')).toBe('tail');
    await designer.press('m');
    await designer.press('Enter');
    focused();
  });

  test('a fix pressed, whose row goes', async ({ designer }) => {
    await designer.showPane('findings');
    await designer.locator('.bh-finding [data-fix]').first().focus();
    await designer.press('Enter');
    focused();
  });

  test('the last undo, whose button has nothing left to do', async ({ designer }) => {
    await designer.dragServiceTo('web', 'closed');
    await designer.command('undo').focus();
    await designer.press('Enter');
    focused();
  });
});

test.describe('the keyboard in the inspector', () => {
  test('two keys from a card to each section', async ({ designer }) => {
    await designer.open(rooms);
    await designer.inspect('web');
    const titles = designer.inspector().locator('details.bh-section h3').allText();
    expect(titles.length).toBeGreaterThan(5);
    for (const [index, title] of titles.entries()) {
      await designer.card('web').focus();
      await designer.press('e');
      await designer.press(String(index + 1));
      const section = focused().closest('details.bh-section');
      expect(section?.querySelector('h3')?.textContent).toBe(title);
    }
    await expect(designer.pane('matrix')).toHaveAttribute('hidden', '');
  });

  test('Enter selects, and Enter again goes in', async ({ designer }) => {
    await designer.open(rooms);
    await designer.card('db').focus();
    await designer.press('Enter');
    expect(focused().getAttribute('data-service')).toBe('db');
    await designer.press('Enter');
    expect(focused().closest('.bh-inspector')).not.toBeNull();
  });
});

test('keys typed in an open menu never reach the picture', async ({ designer }) => {
  await designer.open(rooms);
  await designer.card('web').focus();
  await designer.press('m');
  for (const key of ['Delete', 'p', 'n', '2', 'r', 'Control+d', 'Control+a', 'f', 'e'])
    await designer.press(key);
  await expect(designer.page.getByRole('menu')).toHaveCount(1);
  await expect(designer.locator('.bh-field')).toHaveCount(0);
  await expect(designer.pane('matrix')).toHaveAttribute('hidden', '');
  await expect(designer.inspector()).toHaveCount(0);
  await designer.press('Escape');
  expect(await designer.text()).toBe(rooms);
});

test('a menu without items takes the keys, too', async ({ designer }) => {
  await designer.locator('[title="Show an overlay on the picture"]').click();
  await expect(designer.page.getByRole('menu')).toHaveCount(1);
  await designer.press('n');
  await expect(designer.locator('.bh-field')).toHaveCount(0);
});
