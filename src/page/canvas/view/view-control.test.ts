import { describe, expect, it } from 'vitest';
import { shiftIntoView } from './view-control.tsx';

const area = { x: 0, y: 0, width: 100, height: 100 };

describe('bringing a rectangle into view', () => {
  it('moves nothing that is in view', () => {
    expect(shiftIntoView({ x: 10, y: 10, width: 20, height: 20 }, { x: 0, y: 0, zoom: 2 }, area)).toEqual({
      x: 0,
      y: 0,
    });
  });

  it('moves no further than needed', () => {
    expect(shiftIntoView({ x: 90, y: -5, width: 20, height: 20 }, { x: 0, y: 0, zoom: 1 }, area)).toEqual({
      x: -10,
      y: 5,
    });
  });

  it('moves what lies beside the visible area into it', () => {
    const beside = { x: 40, y: 0, width: 60, height: 100 };
    expect(shiftIntoView({ x: 10, y: 0, width: 20, height: 20 }, { x: 0, y: 0, zoom: 1 }, beside)).toEqual({
      x: 30,
      y: 0,
    });
  });

  it('shows the beginning of what is too large', () => {
    expect(shiftIntoView({ x: 10, y: 0, width: 200, height: 20 }, { x: 0, y: 0, zoom: 1 }, area)).toEqual({
      x: -10,
      y: 0,
    });
  });
});
