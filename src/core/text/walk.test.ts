import { describe, expect, it } from 'vitest';
import { ahead, back, lastBefore, placesOf } from './walk.ts';

describe('walks over a text', () => {
  it('go on, or throw', () => {
    expect(ahead(3, 4)).toBe(4);
    expect(() => ahead(3, 3)).toThrow(RangeError);
    expect(() => ahead(3, 2)).toThrow(RangeError);
    expect(back(3, 2)).toBe(2);
    expect(() => back(0, 0)).toThrow(RangeError);
    expect(() => back(1, 2)).toThrow(RangeError);
  });

  it('find every place of a word, and refuse one that is empty', () => {
    expect([...placesOf('a\n\nb\n', '\n')]).toEqual([1, 2, 4]);
    expect([...placesOf('\r\n\r\n', '\r\n')]).toEqual([0, 2]);
    expect([...placesOf('', 'x')]).toEqual([]);
    expect(() => [...placesOf('abc', '')]).toThrow(RangeError);
  });

  it('find nothing before the start', () => {
    expect(lastBefore('\na', '\n', 0)).toBe(-1);
    expect(lastBefore('\na', '\n', 1)).toBe(0);
    expect(lastBefore('a', '\n', 1)).toBe(-1);
  });
});
