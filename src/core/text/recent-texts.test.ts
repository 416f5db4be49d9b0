import { describe, expect, it } from 'vitest';
import { recentTexts } from './recent-texts.ts';

describe('recentTexts', () => {
  it('keeps the texts that were used last, so many', () => {
    const recent = recentTexts<number>(2, 100);
    recent.set('a', 1);
    recent.set('b', 2);
    expect(recent.get('a')).toBe(1);
    recent.set('c', 3);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3]);
  });

  it('keeps so many characters, of which none has more than half', () => {
    const recent = recentTexts<number>(10, 10);
    recent.set('aaaa', 1);
    recent.set('aaaa', 2);
    recent.set('bbbbb', 3);
    expect([recent.get('aaaa'), recent.get('bbbbb')]).toEqual([2, 3]);
    recent.set('cccccc', 4);
    expect(recent.get('cccccc')).toBeUndefined();
    recent.set('cc', 5);
    expect([recent.get('aaaa'), recent.get('bbbbb'), recent.get('cc')]).toEqual([undefined, 3, 5]);
  });
});
