import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { sizesOf } from '../../../core/layout/metrics.ts';
import type { Point } from '../../../core/layout/scene.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { closeMenu, menuStore } from '../menu/menu-store.ts';
import { layoutStore, pageSources, startLayout } from '../picture/layout-controller.ts';
import { startDragController } from './drag-controller.ts';
import { dragStore } from './drag-store.ts';

const text = `services:
  web:
    image: nginx
    networks: [front]
  app:
    image: app
    networks: [front, mid]
networks:
  front:
  mid:
  back:
`;

let root: HTMLElement;
let stop: () => void;
let stopLayout: () => void;

const scene = () => layoutStore.getState().scene;
const written = () => drawnSession(workStore.getState())?.workspace.files[0]?.document.text ?? '';

/** Returns a point of a lane below its cards, where no card is meant. */
function lane(name: string, across: number): Point {
  const rect = scene().lanes.find((each) => each.name === name)?.rect;
  if (!rect) throw new Error(`no lane ${name}`);
  return { x: rect.x + rect.width * across, y: rect.y + rect.height - 6 };
}

function fire(type: string, element: EventTarget, at: Point, more: PointerEventInit = {}): void {
  const init = { bubbles: true, button: 0, pointerId: 1, clientX: at.x, clientY: at.y, ...more };
  element.dispatchEvent(new PointerEvent(type, init));
}

function element(attribute: string, value: string): HTMLElement {
  const made = document.createElement('div');
  made.setAttribute(attribute, value);
  root.append(made);
  return made;
}

function drag(from: HTMLElement, to: Point, more: PointerEventInit = {}): void {
  fire('pointerdown', from, { x: 0, y: 0 }, more);
  fire('pointermove', document, to, more);
  fire('pointerup', document, to, more);
}

/** Returns the preview of where the pointer is, once it was worked out, however long that takes. */
function foreseen() {
  return vi.waitUntil(
    () => {
      const { preview } = dragStore.getState();
      return preview !== null && preview !== 'working' && preview;
    },
    { timeout: 60_000 },
  );
}

beforeEach(() => {
  root = document.createElement('div');
  root.getBoundingClientRect = () => new DOMRect(0, 0, 10_000, 10_000);
  document.body.append(root);
  uiStore.setState(uiStore.getInitialState(), true);
  workStore.openProject({ input: aloneInput(text), profiles: [], folder: null });
  stopLayout = startLayout(layoutStore, pageSources);
  // The picture lies in the window as it is: one pixel is one pixel.
  stop = startDragController(root, { toPicture: (point) => point, panBy: () => undefined });
});

afterEach(() => {
  stop();
  stopLayout();
  root.remove();
  closeMenu();
});

describe('a drag', () => {
  it('moves a card by one undo step, in the lines of its networks only', () => {
    drag(element('data-service', 'web'), lane('back', 0.3));
    expect(written()).toBe(text.replace('    networks: [front]\n', '    networks: [back]\n'));
    workStore.undo();
    expect(written()).toBe(text);
  });

  it('connects with Shift', () => {
    drag(element('data-service', 'web'), lane('back', 0.3), { shiftKey: true });
    expect(written()).toBe(text.replace('networks: [front]\n', 'networks: [front, back]\n'));
  });

  it('shows what it would do before the drop', async () => {
    fire('pointerdown', element('data-service', 'web'), { x: 0, y: 0 });
    fire('pointermove', document, lane('back', 0.3));
    const { splitLane, outcome } = dragStore.getState();
    expect([splitLane, outcome?.type]).toEqual(['network:back', 'operate']);
    const preview = await foreseen();
    expect(
      preview.ok && preview.value.delta.closed.some((pair) => pair.from === 'app' && pair.to === 'web'),
    ).toBe(true);
    expect(written()).toBe(text);
  });

  it('shows what it would do where the pointer is, not where it was', async () => {
    fire('pointerdown', element('data-service', 'web'), { x: 0, y: 0 });
    for (const name of ['back', 'mid', 'back', 'mid']) fire('pointermove', document, lane(name, 0.3));
    const preview = await foreseen();
    expect(preview.ok && preview.value.workspace.topology.services.get('web')?.attachments[0]?.network).toBe(
      'mid',
    );
    fire('pointermove', document, lane('back', 0.3));
    fire('pointermove', document, { x: 9_000, y: 20 });
    await Promise.resolve();
    expect(dragStore.getState().preview).toBe(null);
  });

  it('is taken back by Escape', () => {
    fire('pointerdown', element('data-service', 'web'), { x: 0, y: 0 });
    fire('pointermove', document, lane('back', 0.3));
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    fire('pointerup', document, lane('back', 0.3));
    expect(dragStore.getState().source).toBe(null);
    expect(written()).toBe(text);
  });

  it('leaves nothing behind: a press that is no drag changes nothing of what a drag shows', () => {
    drag(element('data-service', 'web'), lane('back', 0.3));
    let changes = 0;
    const stopCounting = dragStore.subscribe(() => changes++);
    const card = element('data-service', 'app');
    fire('pointerdown', card, { x: 100, y: 100 });
    fire('pointerup', card, { x: 100, y: 100 });
    stopCounting();
    expect(changes).toBe(0);
  });

  it('of less than five pixels is a click', () => {
    const card = element('data-service', 'web');
    fire('pointerdown', card, { x: 100, y: 100 });
    fire('pointermove', document, { x: 103, y: 102 });
    expect(dragStore.getState().source).toBe(null);
    fire('pointerup', document, { x: 103, y: 102 });
    expect(written()).toBe(text);
  });

  it('of a card with two networks asks at the drop', () => {
    drag(element('data-service', 'app'), lane('back', 0.3));
    expect(menuStore.getState().menu?.items.map((item) => item.label)).toEqual([
      'Move from front to back',
      'Move from mid to back',
      'Move from all networks to back',
    ]);
    expect(written()).toBe(text);
    menuStore.getState().menu?.items[2]?.run();
    expect(written()).toBe(text.replace('[front, mid]', '[back]'));
  });

  it('of a tap moves that membership', () => {
    drag(element('data-tap', 'app mid'), lane('back', 0.5));
    expect(written()).toBe(text.replace('[front, mid]', '[front, back]'));
  });

  it('of a new tap connects', () => {
    drag(element('data-new-tap', 'web'), lane('mid', 0.5));
    expect(written()).toBe(text.replace('networks: [front]\n', 'networks: [front, mid]\n'));
  });

  it('onto a card with Alt joins it', () => {
    const rect = scene().cards.find((card) => card.service === 'app')?.rect;
    const middle = {
      x: (rect?.x ?? 0) + sizesOf.near.cardWidth / 2,
      y: (rect?.y ?? 0) + sizesOf.near.cardHeight / 2,
    };
    drag(element('data-service', 'web'), middle, { altKey: true });
    expect(written()).toContain('network_mode: service:app');
  });

  it('of an open card offers at the drop to publish what left the host', () => {
    const open = `${text.replace('networks:\n  front:', '  open:\n    image: own\n    network_mode: host\n    expose: ["9101"]\nnetworks:\n  front:')}`;
    workStore.openProject({ input: aloneInput(open), profiles: [], folder: null });
    drag(element('data-service', 'open'), lane('back', 0.3));
    const items = menuStore.getState().menu?.items ?? [];
    expect(items.map((item) => item.label)).toEqual(['Publish 9101 on 127.0.0.1', 'Leave it so']);
    items[0]?.run();
    expect(written()).toContain('127.0.0.1:9101:9101');
    expect(drawnSession(workStore.getState())?.undo).toHaveLength(2);
  });

  it('onto a card with the same ports tells the clash, refused or not', async () => {
    const ports = text
      .replace('    image: nginx\n', '    image: nginx\n    ports: ["1:80"]\n')
      .replace('image: app', 'image: httpd');
    workStore.openProject({ input: aloneInput(ports), profiles: [], folder: null });
    const rect = scene().cards.find((card) => card.service === 'app')?.rect;
    const middle = {
      x: (rect?.x ?? 0) + sizesOf.near.cardWidth / 2,
      y: (rect?.y ?? 0) + sizesOf.near.cardHeight / 2,
    };
    fire('pointerdown', element('data-service', 'web'), { x: 0, y: 0 });
    fire('pointermove', document, middle, { altKey: true });
    expect((await foreseen()).ok).toBe(false);
    expect(dragStore.getState().notes.map((note) => note.type)).toEqual(['port-clash']);
  });

  it('onto nothing snaps back', () => {
    drag(element('data-service', 'web'), { x: 9_000, y: 20 });
    expect(written()).toBe(text);
  });

  it('from the palette creates a service on the lane, and onto nothing says where to drop it', () => {
    const item = element('data-palette', 'cache');
    drag(item, lane('back', 0.5));
    expect(
      drawnSession(workStore.getState())?.workspace.topology.services.get('cache')?.attachments[0]?.network,
    ).toBe('back');
    const before = written();
    drag(item, { x: 9_000, y: 20 });
    expect(written()).toBe(before);
    expect(uiStore.getState().notice?.text).toBe('Drop it on a network, on the closed tray or on the host');
  });
});
