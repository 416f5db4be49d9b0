import { describe, expect, it } from 'vitest';
import { editDistance } from './cn403-reference-unknown-host.ts';

describe('editDistance', () => {
  it.each([
    ['cache', 'cache', 0],
    ['cahce', 'cache', 1],
    ['cach', 'cache', 1],
    ['postgres', 'postgers', 1],
    ['redis', 'db', 4],
    ['', 'abc', 3],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
