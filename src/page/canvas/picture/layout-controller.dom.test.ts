import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseOperation } from '../../../core/compose/operations/operation-text.ts';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import type { Room } from '../../../core/layout/layout-input.ts';
import { layoutTopology } from '../../../core/layout/layout-topology.ts';
import type { Scene } from '../../../core/layout/scene.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import type { DrawElsewhere } from '../../state/picture/draw-large.ts';
import { drawPicture } from '../../state/picture/picture-of.ts';
import { createRoomStore } from '../../state/picture/room-store.ts';
import { createPinStore } from '../../state/ui/pin-store.ts';
import { createUiStore } from '../../state/ui/ui-store.ts';
import { drawnAnalysis, drawnSession, openedProject } from '../../state/work/selectors.ts';
import { createWorkStore } from '../../state/work/work-store.ts';
import { createLayoutStore, startLayout } from './layout-controller.ts';

const layOutHere = vi.fn(drawPicture);
const layouts = () => layOutHere.mock.calls.length;

const shop = `services:
  web: { image: nginx, networks: [front] }
  app: { image: app, networks: [front, back] }
  db: { image: postgres, networks: [back] }
networks:
  front:
  back:
`;

/** Workers that are alike, so they lie in one pile. */
const workers = `services:\n${Array.from({ length: 6 }, (_, at) => `  w${at}: { image: worker }\n`).join('')}`;

/** Enough services that are all unlike for the page to lay them out elsewhere. */
const large = `services:\n${Array.from({ length: 500 }, (_, at) => `  s${at}: { image: app${at} }\n`).join('')}`;

let leave: () => void;

/** Returns a page without components, with nothing open and a layout that follows it. */
function page(elsewhere?: DrawElsewhere) {
  const work = createWorkStore(ruleBook);
  const ui = createUiStore();
  const pins = createPinStore();
  const rooms = createRoomStore();
  const store = createLayoutStore();
  leave = startLayout(store, { work, ui, pins, rooms }, elsewhere, layOutHere);
  layOutHere.mockClear();
  const read = (text: string, file = 'compose.yaml') =>
    work.openProject({ input: aloneInput(text, { file }), profiles: [], folder: null });
  /** What the canvas does once the bars of an opened file are there. */
  const measure = (room: Room | null) => rooms.setState({ room, opened: openedProject(work.getState()) });
  const open = (text: string, file?: string) => {
    read(text, file);
    measure(rooms.getState().room);
  };
  const scene = (): Scene => store.getState().scene;
  return { work, ui, pins, rooms, store, read, measure, open, scene };
}

const servicesOf = ({ cards }: Scene): readonly string[] => cards.map(({ service }) => service).sort();

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => leave());

const added = (...services: string[]) =>
  services.flatMap((words) => {
    const read = parseOperation(`add-service=${words}`);
    return read.ok ? [read.value] : [];
  });

describe('the room for the layout', () => {
  const wide = { width: 1400, height: 640 };
  const flat = `services:\n${Array.from({ length: 14 }, (_, at) => `  s${at}: { image: "app${at}" }\n`).join('')}`;

  it('decides how much the cards show, and moves none to another column or row', () => {
    const { open, scene, rooms } = page();
    const cells = ({ slots }: Scene) => [...slots].map(([name, { sub, row }]) => [name, sub, row]);
    rooms.setState({ room: wide });
    open(flat);
    const before = scene();
    for (const room of [
      { width: 700, height: 900 },
      { width: 2400, height: 300 },
    ]) {
      rooms.setState({ room });
      expect(scene().sizes).not.toEqual(before.sizes);
      expect(cells(scene())).toEqual(cells(before));
    }
    open(`${flat}  extra: { image: redis }\n`);
    rooms.setState({ room: wide });
    open(flat);
    expect(cells(scene())).toEqual(cells(before));
  });

  it('has columns of its own when it is narrow; once it is wide again, the picture is the one from before', () => {
    const { work, open, scene, rooms } = page();
    const cells = ({ slots }: Scene) => [...slots].map(([name, { sub, row }]) => [name, sub, row]);
    rooms.setState({ room: wide });
    open(flat);
    const before = scene();
    rooms.setState({ room: { width: 700, height: 700, aspect: 1 } });
    const narrow = scene();
    expect(narrow.rows).toBeGreaterThan(before.rows);
    rooms.setState({ room: wide });
    expect(scene()).toBe(before);
    // An edit beside the pane moves no other card, in neither of the pictures.
    rooms.setState({ room: { width: 700, height: 700, aspect: 1 } });
    expect(scene()).toBe(narrow);
    work.operate(added('extra:redis:7'), 'Add');
    expect(cells(scene())).toEqual(expect.arrayContaining(cells(narrow)));
    rooms.setState({ room: wide });
    expect(cells(scene())).toEqual(expect.arrayContaining(cells(before)));
    expect(scene().slots.has('extra')).toBe(true);
  });

  it('is that of the window with the file open: one layout, and none before', () => {
    const { read, measure, scene, rooms } = page();
    rooms.setState({ room: wide });
    const template = scene();
    layOutHere.mockClear();
    read(flat);
    expect([layouts(), scene()]).toEqual([0, template]);
    measure({ width: 700, height: 900 });
    expect([layouts(), scene().cards.length]).toEqual([1, 14]);
    const first = scene();
    measure(rooms.getState().room);
    expect([layouts(), scene()]).toEqual([1, first]);
  });

  it('is not waited for by a large picture', { timeout: 30_000 }, async () => {
    const asked: AbortSignal[] = [];
    const { read, measure, store, scene, rooms } = page(async (input, signal) => {
      asked.push(signal);
      return structuredClone(layoutTopology(input));
    });
    rooms.setState({ room: wide });
    read(large);
    measure({ width: 700, height: 900 });
    await vi.waitFor(() => expect(store.getState().busy).toBe(false), { timeout: 20_000 });
    expect([asked.length, scene().cards.length]).toEqual([1, 500]);
  });

  it('leaves the layout as it is at an edit: the same sizes, every other card in its place', () => {
    const { work, open, scene, rooms } = page();
    rooms.setState({ room: wide });
    open(flat);
    const before = scene();
    work.operate(added('extra:redis:7'), 'Add');
    expect(scene().sizes).toBe(before.sizes);
    const places = new Map(scene().cards.map(({ service, rect }) => [service, rect]));
    for (const { service, rect } of before.cards)
      expect([service, places.get(service)]).toEqual([service, rect]);
  });

  it('leaves the layout as it is at an edit after the file was saved, or read with the schema', () => {
    const { work, store, open, scene, rooms, measure } = page();
    rooms.setState({ room: wide });
    open(flat);
    const before = scene();
    const { dispatch, operate, setSchema } = work;
    operate(added('extra:redis:7'), 'Add');
    setSchema({ problems: () => [] });
    dispatch({
      type: 'set-opened',
      texts: drawnSession(work.getState())?.workspace.input.texts ?? new Map(),
    });
    measure(wide);
    operate(added('more:redis:7'), 'Add');
    expect(scene().sizes).toBe(before.sizes);
    expect(store.getState().opened).toBe(openedProject(work.getState()));
    const places = new Map(scene().cards.map(({ service, rect }) => [service, rect]));
    for (const { service, rect } of before.cards)
      expect([service, places.get(service)]).toEqual([service, rect]);
  });

  it('asked for anew with the same size makes a shape of its own again', () => {
    const { work, open, scene, rooms } = page();
    rooms.setState({ room: wide });
    open('services:\n  s0: { image: a }\n  s1: { image: b }\n');
    const { sizes } = scene();
    work.operate(added('more:app', 'most:app2'), 'Add some');
    expect(scene().sizes).toBe(sizes);
    rooms.setState({ room: { ...wide } });
    expect(scene().sizes).not.toBe(sizes);
    const { bounds } = scene();
    expect(Math.min(wide.width / bounds.width, wide.height / bounds.height)).toBeGreaterThanOrEqual(0.92);
  });
});

describe('the layout of the page', () => {
  it('is computed once for each change of the project', () => {
    const { work, open, scene } = page();
    open(shop);
    expect([layouts(), servicesOf(scene())]).toEqual([1, ['app', 'db', 'web']]);
    const { operate, undo, redo } = work;
    operate([{ type: 'move', service: 'web', from: 'front', to: 'back' }], 'Move web');
    expect(layouts()).toBe(2);
    undo();
    expect(layouts()).toBe(3);
    redo();
    expect(layouts()).toBe(4);
  });

  it('belongs to the analysis it was computed from, whenever someone is notified', () => {
    const { work, store, open } = page();
    const wrong: unknown[] = [];
    store.subscribe(({ analysis, scene }) => {
      if (scene.cards.length !== analysis.topology.services.size) wrong.push(scene);
    });
    open(shop);
    open(shop.replace('  db:', '  cache: { image: redis, networks: [back] }\n  db:'));
    expect(servicesOf(store.getState().scene)).toContain('cache');
    expect(wrong).toEqual([]);
    expect(store.getState().analysis).toBe(drawnAnalysis(work.getState()));
  });

  it('is not computed for what it does not depend on', () => {
    const { work, ui, open } = page();
    open(shop);
    layOutHere.mockClear();
    ui.getState().select([{ type: 'service', name: 'web' }]);
    ui.getState().showOverlay({ kind: 'search', text: 'db' });
    ui.getState().showPane('matrix');
    ui.getState().announce('something');
    work.preview([{ type: 'move', service: 'web', from: 'front', to: 'back' }]);
    work.setMessage(null);
    expect(layouts()).toBe(0);
  });

  it('is computed once for a member of a pile that is selected, searched for or spread', () => {
    const { ui, open, scene } = page();
    open(workers);
    expect([layouts(), scene().piles.map(({ members }) => members.length)]).toEqual([1, [6]]);
    ui.getState().select([{ type: 'service', name: 'w2' }]);
    expect([layouts(), servicesOf(scene())]).toEqual([2, ['w2']]);
    ui.getState().showOverlay({ kind: 'search', text: 'w2' });
    expect(layouts()).toBe(2);
    ui.getState().showOverlay({ kind: 'search', text: 'worker' });
    expect(layouts()).toBe(2);
    ui.getState().spreadPile(['w0', 'w1', 'w2', 'w3', 'w4', 'w5']);
    expect([layouts(), scene().piles]).toEqual([3, []]);
  });

  it('is computed once for a file whose pins are remembered', () => {
    const { pins, open, scene } = page();
    open(shop, 'a.yaml');
    const slot = scene().slots.get('web');
    if (!slot) throw new Error('web has no cell');
    pins.getState().pin('web', { ...slot, row: slot.row + 1, pinned: true });
    expect(layouts()).toBe(2);
    open(shop, 'b.yaml');
    expect([layouts(), scene().slots.get('web')?.pinned]).toEqual([3, false]);
    open(shop, 'a.yaml');
    expect([layouts(), scene().slots.get('web')?.pinned]).toEqual([4, true]);
  });

  it('of a large project comes from elsewhere, the one before stays meanwhile, and only the last request counts', {
    timeout: 30_000,
  }, async () => {
    const asked: AbortSignal[] = [];
    const { work, store, open, scene } = page(async (input, signal) => {
      asked.push(signal);
      return structuredClone(layoutTopology(input));
    });
    open(shop);
    const before = scene();
    const lines: boolean[] = [];
    store.subscribe((state) => {
      if (state.scene !== before) lines.push(state.lines);
    });
    open(large);
    open(large.replace('app7 ', 'other '));
    expect([scene(), store.getState().busy]).toEqual([before, true]);
    await vi.waitFor(() => expect(store.getState().busy).toBe(false), { timeout: 20_000 });
    expect(asked).toHaveLength(1);
    expect([scene().cards.length, store.getState().analysis]).toEqual([500, drawnAnalysis(work.getState())]);
    await vi.waitFor(() => expect(lines).toEqual([false, true]));
  });

  it('is left as it is by a page that was left', () => {
    const { open, scene } = page();
    const before = scene();
    leave();
    open(shop);
    expect([layouts(), scene()]).toEqual([0, before]);
  });
});
