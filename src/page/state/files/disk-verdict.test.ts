import { describe, expect, it } from 'vitest';
import { diskVerdict } from './disk-changes.ts';

describe('diskVerdict', () => {
  it.each([
    ['a', 'a', 'a', 'unchanged'],
    ['a', 'b', 'a', 'unchanged'],
    ['a', 'b', 'b', 'agrees'],
    ['a', 'a', 'c', 'adopt'],
    ['a', 'b', 'c', 'ask'],
  ] as const)('opened %s, mine %s, theirs %s: %s', (opened, mine, theirs, verdict) => {
    expect(diskVerdict(opened, mine, theirs)).toBe(verdict);
  });
});
