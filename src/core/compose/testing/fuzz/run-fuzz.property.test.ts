import { expect, it } from 'vitest';
import { runFuzz } from './run-fuzz.ts';

it('random edits of random files keep every property; `npm run fuzz` tries many more', {
  timeout: 120_000,
}, () => {
  const { tried, applied, byteChanges, refused, failures } = runFuzz(20261124, 1200);
  expect(failures).toEqual([]);
  expect(tried).toBe(1200);
  // Most tries did something, and hostile bytes were among them.
  expect(applied).toBeGreaterThan(500);
  expect(byteChanges).toBeGreaterThan(50);
  const givenUp = ['unusual-layout', 'has-errors', 'only-entry', 'not-found', 'not-a-collection'];
  expect(refused.filter(([code]) => givenUp.includes(code))).toEqual([]);
});
