import { describe, expect, it } from 'vitest';
import { type Edge, sizeNear } from './side-panel.tsx';

const edge: Edge = { panel: 'palette', label: '', side: 'left', usual: () => 192, least: 150, most: 300 };

describe('the size of a panel at the edge', () => {
  it.each([
    [200.4, 200],
    [100, 150],
    [75, 150],
    [74, 0],
    [-40, 0],
    [999, 300],
  ])('dragged to %d is %d', (wanted, size) => {
    expect(sizeNear(edge, wanted)).toBe(size);
  });
});
