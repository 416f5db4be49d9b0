import { describe, expect, it } from 'vitest';
import { sizeNear } from './use-remembered-size.ts';

describe('the size of a panel at the edge', () => {
  it.each([
    [200.4, 200],
    [100, 150],
    [75, 150],
    [74, 0],
    [-40, 0],
    [999, 300],
  ])('dragged to %d is %d', (wanted, size) => {
    expect(sizeNear({ least: 150, most: 300 }, wanted)).toBe(size);
  });
});
