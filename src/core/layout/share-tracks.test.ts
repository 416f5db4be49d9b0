import { describe, expect, it } from 'vitest';
import { createTracks } from './routes/plan-routes.ts';

describe('tracks of a gutter', () => {
  it('are shared by lines of one bundle', () => {
    const tracks = createTracks();
    expect([tracks.take(0, 1, 3, 'back'), tracks.take(0, 2, 3, 'back')]).toEqual([0, 0]);
    expect(tracks.count(0)).toBe(1);
  });

  it('are never shared by two bundles that would meet', () => {
    const tracks = createTracks();
    expect([tracks.take(0, 1, 3, 'back'), tracks.take(0, 3, 2, 'mid')]).toEqual([0, 1]);
  });

  it('are used again where nothing is in the way, and count for their own row', () => {
    const tracks = createTracks();
    expect([tracks.take(0, 1, 2, 'back'), tracks.take(0, 3, 4, 'mid'), tracks.take(1, 1, 4, 'mid')]).toEqual([
      0, 0, 0,
    ]);
    expect([tracks.count(0), tracks.count(1), tracks.count(2)]).toEqual([1, 1, 0]);
  });
});
