// The tables of docs/contracts.md are what the contracts say. `BULKHEAD_RENEW=1 npm run test:unit -- scripts/contracts` writes them anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from './tables.ts';

const file = join(import.meta.dirname, '../../docs/contracts.md');

it('shows the contracts as they are', () => {
  const page = readFileSync(file, 'utf8');
  const written = withTables(page);
  if (process.env.BULKHEAD_RENEW) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
