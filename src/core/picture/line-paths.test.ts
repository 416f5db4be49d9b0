import { describe, expect, it } from 'vitest';
import { dashedPathsOf, pathOf } from './line-paths.ts';

const bent = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 50 },
];

describe('pathOf', () => {
  it('rounds corners, by no more than half of a short segment', () => {
    expect(pathOf(bent, 6)).toBe('M0 0L94 0Q100 0 100 6L100 50');
    expect(pathOf([...bent, { x: 104, y: 50 }], 6)).toBe('M0 0L94 0Q100 0 100 6L100 48Q100 50 102 50L104 50');
    expect(pathOf(bent, 0)).toBe('M0 0L100 0L100 50');
    expect(pathOf([], 6)).toBe('');
  });
});

describe('dashedPathsOf', () => {
  it('gives the same line in parts, each with the length before it', () => {
    expect(dashedPathsOf(bent, 6)).toEqual([
      { d: 'M0 0L94 0', offset: 0 },
      { d: 'M94 0Q100 0 100 6', offset: 94 },
      { d: 'M100 6L100 50', offset: expect.closeTo(103.74, 2) },
    ]);
    const joined = dashedPathsOf(bent, 6).map(({ d }, index) =>
      index === 0 ? d : d.replace(/^M\S+ \d+/, ''),
    );
    expect(joined.join('')).toBe(pathOf(bent, 6));
  });
});
