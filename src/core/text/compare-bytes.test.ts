import { describe, expect, it } from 'vitest';
import { compareBytes } from './compare-bytes.ts';

describe('compareBytes', () => {
  it('sorts as the bytes of UTF-8 do', () => {
    const names = ['z', 'a_b', 'a-b', 'ab', 'a.b', 'A', 'a', '10', '9', 'é', '\u{1f600}', '\uff5e', ''];
    const bytes = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect([...names].sort(compareBytes)).toEqual(bytes);
  });
});
