import { describe, expect, it } from 'vitest';
import { longestShared } from './shared-channel.ts';

const line = (to: string, ...points: readonly (readonly [number, number])[]) => ({
  to,
  points: points.map(([x, y]) => ({ x, y })),
});

describe('longestShared', () => {
  it('measures the longest way that two lines run beside each other', () => {
    const along = line('a', [0, 0], [100, 0], [100, 50]);
    const beside = line('b', [20, 3], [160, 3]);
    expect(longestShared([along, beside, line('c', [0, 200], [300, 200])])).toBe(80);
  });

  it('counts nothing where lines cross or run apart', () => {
    expect(longestShared([line('a', [0, 0], [100, 0]), line('b', [50, -50], [50, 50])])).toBe(0);
    expect(longestShared([line('a', [0, 0], [100, 0]), line('b', [0, 6], [100, 6])])).toBe(0);
  });

  it('leaves out the last stretch of lines into one card', () => {
    const into = (to: string) => [line(to, [0, 0], [100, 0]), line('a', [0, 2], [100, 2])];
    expect(longestShared(into('b'))).toBe(100);
    expect(longestShared(into('a'))).toBe(76);
  });
});
