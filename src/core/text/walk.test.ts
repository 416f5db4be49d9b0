import { describe, expect, it } from 'vitest';
import { checkedBackward, checkedForward, lastBefore, positionsOf } from './walk.ts';

describe('walks over a text', () => {
  it('go on, or throw', () => {
    expect(checkedForward(3, 4)).toBe(4);
    expect(() => checkedForward(3, 3)).toThrow(RangeError);
    expect(() => checkedForward(3, 2)).toThrow(RangeError);
    expect(checkedBackward(3, 2)).toBe(2);
    expect(() => checkedBackward(0, 0)).toThrow(RangeError);
    expect(() => checkedBackward(1, 2)).toThrow(RangeError);
  });

  it('find every place of a word, and refuse one that is empty', () => {
    expect([...positionsOf('a\n\nb\n', '\n')]).toEqual([1, 2, 4]);
    expect([...positionsOf('\r\n\r\n', '\r\n')]).toEqual([0, 2]);
    expect([...positionsOf('', 'x')]).toEqual([]);
    expect(() => [...positionsOf('abc', '')]).toThrow(RangeError);
  });

  it('find nothing before the start', () => {
    expect(lastBefore('\na', '\n', 0)).toBe(-1);
    expect(lastBefore('\na', '\n', 1)).toBe(0);
    expect(lastBefore('a', '\n', 1)).toBe(-1);
  });
});
