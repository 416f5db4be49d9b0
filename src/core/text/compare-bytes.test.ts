import { describe, expect, it } from 'vitest';
import { compareBytes, compareNatural } from './compare-bytes.ts';

describe('compareBytes', () => {
  it('sorts as the bytes of UTF-8 do', () => {
    const names = ['z', 'a_b', 'a-b', 'ab', 'a.b', 'A', 'a', '10', '9', 'é', '\u{1f600}', '\uff5e', ''];
    const bytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...names].sort(compareBytes)).toEqual(bytes);
  });
});

describe('compareNatural', () => {
  it('counts with the numbers in names', () => {
    const names = ['app-10', 'app-2', 'app-1b', 'app-1', 'app', '2', '10', 'app-01', 'app-2-x', 'b'];
    expect([...names].sort(compareNatural)).toEqual([
      '2',
      '10',
      'app',
      'app-01',
      'app-1',
      'app-1b',
      'app-2',
      'app-2-x',
      'app-10',
      'b',
    ]);
    expect([...names].reverse().sort(compareNatural)).toEqual([...names].sort(compareNatural));
  });
});
