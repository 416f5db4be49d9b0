import { expect, it } from 'vitest';
import { fewNames } from './host-networks.ts';

it('lists as many names as there is room for', () => {
  const long = (index: number): string => `${'x'.repeat(60)}-${index}`;
  expect(fewNames(['a', 'b'])).toBe('a, b');
  expect(fewNames(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d, e and 1 more');
  expect(fewNames(['a', 'b', 'c', 'd', 'e'], 9)).toBe('a, b, c, d, e and 4 more');
  expect(fewNames([1, 2, 3, 4].map(long))).toBe(`${long(1)}, ${long(2)} and 2 more`);
  expect(fewNames(['y'.repeat(300), 'b', 'c'])).toBe(`${'y'.repeat(300)} and 2 more`);
});
