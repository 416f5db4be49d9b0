import { describe, expect, it } from 'vitest';
import { layoutTopology } from '../layout-topology.ts';
import { layoutInput } from '../testing/topology.ts';
import { cellAt, cellBeside } from './cell-at.ts';

const input = layoutInput(['front'], {
  a: { on: ['front'] },
  b: { on: ['front'] },
  c: { on: ['front'] },
  shut: { mode: { kind: 'none' } },
  open: { mode: { kind: 'host' } },
});
const scene = layoutTopology(input);
const middle = (service: string) => {
  const rect = scene.cards.find((card) => card.service === service)?.rect;
  return { x: (rect?.x ?? 0) + 60, y: (rect?.y ?? 0) + 40 };
};

describe('the cell of a drop', () => {
  it('is the one of the card that lies there', () => {
    const target = scene.slots.get('c');
    expect(cellAt(scene, 'a', middle('c'))).toEqual({ ...target, pinned: true });
  });

  it('is none where the card stands already, and none for a card without cells', () => {
    expect(cellAt(scene, 'a', middle('a'))).toBe(null);
    expect(cellAt(scene, 'open', middle('a'))).toBe(null);
  });

  it('makes the other card give way', () => {
    const slot = cellAt(scene, 'a', middle('c'));
    if (!slot) throw new Error('no cell');
    const slots = new Map([...scene.slots, ['a', slot] as const]);
    const next = layoutTopology({ ...input, slots, shape: scene });
    const place = (from: typeof scene, service: string) =>
      from.cards.find((card) => card.service === service)?.rect;
    expect(place(next, 'a')).toEqual(place(scene, 'c'));
    expect(place(next, 'c')).toEqual(place(scene, 'a'));
    expect(place(next, 'b')).toEqual(place(scene, 'b'));
  });
});

describe('the cell beside', () => {
  it('ends at the edges of the lane', () => {
    expect(cellBeside(scene, 'a', -1, 0)).toBe(null);
    expect(cellBeside(scene, 'a', 0, -1)).toBe(null);
    expect(cellBeside(scene, 'a', 0, 1)).toMatchObject({ row: (scene.slots.get('a')?.row ?? 0) + 1 });
  });
});
