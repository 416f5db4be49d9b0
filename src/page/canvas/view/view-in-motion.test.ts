import { describe, expect, it } from 'vitest';
import { outgrows } from './view-in-motion.ts';

const shown = { width: 1000, height: 600, transform: [40, 20, 0.5] as [number, number, number] };

describe('a view that moves', () => {
  it('shows nothing new within a quarter of the window', () => {
    expect(outgrows({ x: 40, y: 20, zoom: 0.5 }, shown)).toBe(false);
    expect(outgrows({ x: 40 + 250, y: 20 - 150, zoom: 0.5 }, shown)).toBe(false);
  });

  it('shows something new beyond it, at each side', () => {
    for (const [x, y] of [
      [251, 0],
      [-251, 0],
      [0, 151],
      [0, -151],
    ] as const)
      expect([x, y, outgrows({ x: 40 + x, y: 20 + y, zoom: 0.5 }, shown)]).toEqual([x, y, true]);
  });

  it('may grow smaller as long as it shows nothing new, and sets letters anew from half as much again', () => {
    const around = (factor: number) => ({
      x: 500 - (500 - 40) * factor,
      y: 300 - (300 - 20) * factor,
      zoom: 0.5 * factor,
    });
    expect(outgrows(around(0.7), shown)).toBe(false);
    expect(outgrows(around(0.65), shown)).toBe(true);
    expect(outgrows(around(1.5), shown)).toBe(false);
    expect(outgrows(around(1.51), shown)).toBe(true);
    const atTheCorner = { x: 40 * 0.75, y: 20 * 0.75, zoom: 0.5 * 0.75 };
    expect(outgrows(atTheCorner, shown)).toBe(true);
  });
});
