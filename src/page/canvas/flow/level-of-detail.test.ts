import { describe, expect, it } from 'vitest';
import { metrics, sizesOf } from '../../../core/layout/metrics.ts';
import { levelOfDetail } from './level-of-detail.ts';

const levels = ['near', 'middle', 'far'] as const;
const smallest = 12;

describe('the level of detail', () => {
  it('is the one that the layout was made for while all of it is shown', () => {
    for (const level of levels) {
      for (const zoom of [metrics.minScale, 1])
        expect([level, zoom, levelOfDetail(zoom, sizesOf[level])]).toEqual([
          level,
          zoom,
          { detail: level, unit: 1 },
        ]);
    }
  });

  it('never shows letters below 11 px on the screen', () => {
    for (const level of levels) {
      for (let zoom = 0.08; zoom <= 3; zoom += 0.01) {
        const { unit } = levelOfDetail(zoom, sizesOf[level]);
        expect(smallest * unit * zoom).toBeGreaterThanOrEqual(11);
      }
    }
  });

  it('says less as the view goes away, and more as it comes near, in letters of one size', () => {
    const near = (zoom: number) => levelOfDetail(zoom, sizesOf.near).detail;
    expect([1, 0.75, 0.5, 0.3, 0.15].map(near)).toEqual(['near', 'middle', 'far', 'name', 'none']);
    const far = (zoom: number) => levelOfDetail(zoom, sizesOf.far).detail;
    expect([0.3, 0.6, 1, 1.5, 3].map(far)).toEqual(['none', 'name', 'far', 'middle', 'near']);
  });
});
