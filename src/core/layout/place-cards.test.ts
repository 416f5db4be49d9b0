import { describe, expect, it } from 'vitest';
import { placeCards } from './grid/pack-lanes.ts';
import type { Slot } from './scene.ts';

const slot = (sub: number, row: number, pinned = false): Slot => ({ group: 'lane', sub, row, pinned });

/** Returns `name sub.row` for each card, by name, in a lane of two sub-columns and two rows. */
function cells(cards: readonly string[], slots: Readonly<Record<string, Slot>>): readonly string[] {
  const found = placeCards(cards, 'lane', 2, 2, new Map(Object.entries(slots)));
  return [...found].map(([card, { sub, row }]) => `${card} ${sub}.${row}`).sort();
}

describe('cards', () => {
  it('fill free cells downwards, one sub-column after the other', () => {
    expect(cells(['a', 'b', 'c'], {})).toEqual(['a 0.0', 'b 0.1', 'c 1.0']);
  });

  it('keep the cell they had when another one goes', () => {
    expect(cells(['b', 'c'], { b: slot(0, 1), c: slot(1, 0) })).toEqual(['b 0.1', 'c 1.0']);
  });

  it('keep it when a new one comes, which takes what is free', () => {
    expect(cells(['new', 'b', 'c'], { b: slot(0, 1), c: slot(1, 0) })).toEqual(['b 0.1', 'c 1.0', 'new 0.0']);
  });

  it('give way to a pinned one', () => {
    expect(cells(['a', 'p'], { a: slot(0, 0), p: slot(0, 0, true) })).toEqual(['a 0.1', 'p 0.0']);
  });

  it('forget cells of another lane, and those that are no more', () => {
    expect(cells(['a', 'b'], { a: { ...slot(1, 1), group: 'other' }, b: slot(5, 0) })).toEqual([
      'a 0.0',
      'b 0.1',
    ]);
  });
});
