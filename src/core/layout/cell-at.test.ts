import { describe, expect, it } from 'vitest';
import { cellAt, cellBeside } from './cell-at.ts';
import { layoutTopology } from './layout-topology.ts';
import { layoutInput } from './testing/topology.ts';

const input = layoutInput(['front'], {
  a: { on: ['front'] },
  b: { on: ['front'] },
  c: { on: ['front'] },
  shut: { mode: { kind: 'none' } },
  open: { mode: { kind: 'host' } },
});
const picture = layoutTopology(input);
const middle = (service: string) => {
  const rect = picture.cards.find((card) => card.service === service)?.rect;
  return { x: (rect?.x ?? 0) + 60, y: (rect?.y ?? 0) + 40 };
};

describe('the cell of a drop', () => {
  it('is the one of the card that lies there', () => {
    const target = picture.slots.get('c');
    expect(cellAt(picture, 'a', middle('c'))).toEqual({ ...target, pinned: true });
  });

  it('is none where the card stands already, and none for a card without cells', () => {
    expect(cellAt(picture, 'a', middle('a'))).toBe(null);
    expect(cellAt(picture, 'open', middle('a'))).toBe(null);
  });

  it('makes the other card give way', () => {
    const slot = cellAt(picture, 'a', middle('c'));
    if (!slot) throw new Error('no cell');
    const slots = new Map([...picture.slots, ['a', slot] as const]);
    const next = layoutTopology({ ...input, slots, rows: picture.rows });
    const place = (from: typeof picture, service: string) =>
      from.cards.find((card) => card.service === service)?.rect;
    expect(place(next, 'a')).toEqual(place(picture, 'c'));
    expect(place(next, 'c')).toEqual(place(picture, 'a'));
    expect(place(next, 'b')).toEqual(place(picture, 'b'));
  });
});

describe('the cell beside', () => {
  it('ends at the edges of the lane', () => {
    expect(cellBeside(picture, 'a', -1, 0)).toBe(null);
    expect(cellBeside(picture, 'a', 0, -1)).toBe(null);
    expect(cellBeside(picture, 'a', 0, 1)).toMatchObject({ row: (picture.slots.get('a')?.row ?? 0) + 1 });
  });
});
