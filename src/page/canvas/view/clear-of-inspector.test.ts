import { describe, expect, it } from 'vitest';
import { shiftAside } from './clear-of-inspector.tsx';

const box = (x: number, y: number, width: number, height: number): DOMRect =>
  ({ x, y, width, height, left: x, top: y, right: x + width, bottom: y + height }) as DOMRect;

const canvas = box(46, 46, 1234, 560);
const panel = box(928, 58, 340, 500);

describe('the way aside of the inspector', () => {
  it('is none for a card that is in sight', () => {
    expect(shiftAside(box(300, 100, 150, 90), panel, canvas)).toEqual({ x: 0, y: 0 });
    expect(shiftAside(box(1000, 580, 150, 20), panel, canvas)).toEqual({ x: 0, y: 0 });
  });

  it('is none beside a panel at the side, also where it floats over the card', () => {
    expect(shiftAside(box(1000, 100, 150, 90), panel, canvas)).toEqual({ x: 0, y: 0 });
  });

  it('is up, above a sheet that is as wide as the canvas', () => {
    const card = box(100, 500, 150, 90);
    const sheet = box(0, 400, 390, 320);
    const { x, y } = shiftAside(card, sheet, box(0, 46, 390, 674));
    expect(x).toBe(0);
    expect(card.bottom + y).toBeLessThan(sheet.top);
  });
});
