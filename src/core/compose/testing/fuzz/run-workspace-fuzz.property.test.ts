import { expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { runWorkspaceFuzz } from './run-workspace-fuzz.ts';

it('edits of projects of several files lose no comment, and leave nothing that Compose refuses', {
  timeout: 120_000,
}, () => {
  const projects = propertyRuns(80);
  const { tried, applied, failures } = runWorkspaceFuzz(Number(process.env.FUZZ_SEED ?? 20261129), projects);
  expect(failures.join('\n')).toBe('');
  expect(tried).toBeGreaterThan(projects);
  expect(applied).toBeGreaterThan(projects);
});
