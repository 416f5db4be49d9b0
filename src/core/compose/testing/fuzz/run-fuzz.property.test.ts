import { expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { runFuzz } from './run-fuzz.ts';

it('random edits of random files keep every property; `npm run fuzz` tries many more', {
  timeout: 120_000,
}, () => {
  const edits = propertyRuns(600);
  const { tried, applied, byteChanges, refused, failures } = runFuzz(20261124, edits);
  expect(failures).toEqual([]);
  expect(tried).toBe(edits);
  // Most tries did something, and hostile bytes were among them.
  expect(applied).toBeGreaterThan(propertyRuns(250));
  expect(byteChanges).toBeGreaterThan(propertyRuns(25));
  const givenUp = ['unusual-layout', 'has-errors', 'only-entry', 'not-found', 'not-a-collection'];
  expect(refused.filter(([code]) => givenUp.includes(code))).toEqual([]);
});
