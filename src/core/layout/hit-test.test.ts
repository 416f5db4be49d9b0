import { describe, expect, it } from 'vitest';
import { cellAt, cellBeside, hitTest, joinRingAt } from './hit-test.ts';
import { layoutTopology } from './layout-topology.ts';
import type { Point, Scene } from './scene.ts';
import { layoutInput } from './testing/topology.ts';

const scene: Scene = layoutTopology(
  layoutInput(['front', 'back!'], { web: { on: ['front'], port: '80' }, app: { on: ['front', 'back'] } }),
);
const dragged = { service: 'web', lanes: new Set(['network:front']), splits: true, join: false, ring: null };

function at(name: string, across: number): Point {
  const rect = scene.lanes.find((lane) => lane.name === name)?.rect;
  if (!rect) throw new Error(`no lane ${name}`);
  return { x: rect.x + rect.width * across, y: rect.y + rect.height - 6 };
}

describe('what lies under a dragged card', () => {
  it('is the move half or the connect half of a foreign lane', () => {
    expect(hitTest(scene, at('back', 0.3), dragged)).toMatchObject({
      kind: 'lane',
      network: 'back',
      zone: 'move',
    });
    expect(hitTest(scene, at('back', 0.7), dragged)).toMatchObject({ network: 'back', zone: 'connect' });
  });

  it('is the whole lane where it already is, and for something new', () => {
    expect(hitTest(scene, at('front', 0.3), dragged)).toMatchObject({ network: 'front', zone: 'whole' });
    const fresh = { service: null, lanes: new Set<string>(), splits: false, join: false, ring: null };
    expect(hitTest(scene, at('back', 0.3), fresh)).toMatchObject({ network: 'back', zone: 'whole' });
  });

  it('is the wall between two neighbours', () => {
    expect(hitTest(scene, at('front', 1), dragged)).toMatchObject({
      kind: 'wall',
      networks: ['front', 'back'],
    });
  });

  it('is a card on its ring, or anywhere with Alt, and never the dragged one', () => {
    const rect = scene.cards.find((card) => card.service === 'app')?.rect;
    const middle = { x: (rect?.x ?? 0) + 20, y: (rect?.y ?? 0) + 20 };
    expect(hitTest(scene, middle, dragged).kind).not.toBe('card');
    expect(hitTest(scene, middle, { ...dragged, join: true })).toEqual({ kind: 'card', service: 'app' });
    expect(hitTest(scene, middle, { ...dragged, service: 'app', join: true }).kind).not.toBe('card');
    const ring = joinRingAt(scene, middle, 1);
    const { x, y, width, height } = ring?.rect ?? { x: 0, y: 0, width: 0, height: 0 };
    const onRing = { x: x + width / 2, y: y + height / 2 };
    expect(hitTest(scene, onRing, { ...dragged, ring })).toEqual({ kind: 'card', service: 'app' });
    expect(hitTest(scene, middle, { ...dragged, ring })).toEqual(hitTest(scene, middle, dragged));
  });

  it('is offered a ring of the card that is near: within its lower corner, as large as a pointer needs', () => {
    const card = scene.cards.find((each) => each.service === 'app')?.rect ?? {
      x: 0,
      y: 0,
      width: 0,
      height: 0,
    };
    const beside = { x: card.x + card.width / 2, y: card.y + card.height + 5 };
    for (const pixel of [0.5, 1, 1.5]) {
      const { service, rect } = joinRingAt(scene, beside, pixel) ?? { service: '', rect: card };
      expect(service).toBe('app');
      expect(Math.min(rect.width / 2, rect.height)).toBeGreaterThanOrEqual(20 * pixel);
      expect(rect.y).toBeGreaterThanOrEqual(card.y + card.height / 2 - 1);
      expect(rect.x + rect.width).toBeLessThanOrEqual(card.x + card.width);
    }
    expect(joinRingAt(scene, { x: card.x, y: card.y - 100 }, 1)).toBe(null);
  });

  it('is a place: closed tray, host lane, outside or nothing', () => {
    expect(hitTest(scene, at('closed', 0.5), dragged)).toEqual({ kind: 'closed' });
    expect(hitTest(scene, at('host', 0.5), dragged)).toEqual({ kind: 'host' });
    expect(hitTest(scene, { x: 10, y: 100 }, dragged)).toEqual({ kind: 'outside' });
    expect(hitTest(scene, { x: 10_000, y: 100 }, dragged)).toEqual({ kind: 'canvas' });
  });
});

const gridInput = layoutInput(['front'], {
  a: { on: ['front'] },
  b: { on: ['front'] },
  c: { on: ['front'] },
  shut: { mode: { kind: 'none' } },
  open: { mode: { kind: 'host' } },
});
const grid = layoutTopology(gridInput);
const middle = (service: string) => {
  const rect = grid.cards.find((card) => card.service === service)?.rect;
  return { x: (rect?.x ?? 0) + 60, y: (rect?.y ?? 0) + 40 };
};

describe('the cell of a drop', () => {
  it('is the one of the card that lies there', () => {
    const target = grid.slots.get('c');
    expect(cellAt(grid, 'a', middle('c'))).toEqual({ ...target, pinned: true });
  });

  it('is none where the card stands already, and none for a card without cells', () => {
    expect(cellAt(grid, 'a', middle('a'))).toBe(null);
    expect(cellAt(grid, 'open', middle('a'))).toBe(null);
  });

  it('makes the other card give way', () => {
    const slot = cellAt(grid, 'a', middle('c'));
    if (!slot) throw new Error('no cell');
    const slots = new Map([...grid.slots, ['a', slot] as const]);
    const next = layoutTopology({ ...gridInput, slots, shape: grid });
    const place = (from: typeof grid, service: string) =>
      from.cards.find((card) => card.service === service)?.rect;
    expect(place(next, 'a')).toEqual(place(grid, 'c'));
    expect(place(next, 'c')).toEqual(place(grid, 'a'));
    expect(place(next, 'b')).toEqual(place(grid, 'b'));
  });
});

describe('the cell beside', () => {
  it('ends at the edges of the lane', () => {
    expect(cellBeside(grid, 'a', -1, 0)).toBe(null);
    expect(cellBeside(grid, 'a', 0, -1)).toBe(null);
    expect(cellBeside(grid, 'a', 0, 1)).toMatchObject({ row: (grid.slots.get('a')?.row ?? 0) + 1 });
  });
});
