import { describe, expect, it } from 'vitest';
import type { Rect } from '../../../core/layout/scene.ts';
import { placeNote } from './place-note.ts';

const area: Rect = { x: 50, y: 50, width: 1000, height: 600 };
const size = { width: 300, height: 90 };
const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the place of the note', () => {
  const source: Rect = { x: 100, y: 100, width: 160, height: 80 };
  const lane: Rect = { x: 600, y: 60, width: 300, height: 560 };

  it('covers neither source nor zone nor pointer, and stays in the visible area', () => {
    for (const x of [610, 750, 890])
      for (const y of [70, 300, 600]) {
        const at = placeNote(size, { area, pointer: { x, y }, kept: [source, lane], cards: [] });
        const note = { ...at, ...size };
        expect(meets(note, source) || meets(note, lane)).toBe(false);
        expect(note.x).toBeGreaterThanOrEqual(area.x);
        expect(note.y).toBeGreaterThanOrEqual(area.y);
        expect(note.x + note.width).toBeLessThanOrEqual(area.x + area.width);
        expect(note.y + note.height).toBeLessThanOrEqual(area.y + area.height);
      }
  });

  it('stands where no card is rather than over one as near', () => {
    const left: Rect = { x: 280, y: 200, width: 300, height: 200 };
    const at = placeNote(
      { width: 120, height: 90 },
      {
        area,
        pointer: { x: 750, y: 300 },
        kept: [source, lane],
        cards: [left],
      },
    );
    expect(meets({ ...at, width: 120, height: 90 }, left)).toBe(false);
  });

  it('leaves the pointer free where the zone takes all of the area', () => {
    const pointer = { x: 500, y: 300 };
    const at = placeNote(size, { area, pointer, kept: [area], cards: [] });
    expect(meets({ ...at, ...size }, { ...pointer, width: 1, height: 1 })).toBe(false);
  });
});
