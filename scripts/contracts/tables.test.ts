// The tables of docs/contracts follow the contracts. `BULKHEAD_RENEW=1 npm run test:unit -- scripts/contracts` rewrites them.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pagesWithTables, withTables } from './tables.ts';

const folder = join(import.meta.dirname, '../../docs/contracts');

it.each(pagesWithTables)('the tables of docs/contracts/%s.md are current', (page) => {
  const file = join(folder, `${page}.md`);
  const text = readFileSync(file, 'utf8');
  const written = withTables(page, text);
  if (process.env.BULKHEAD_RENEW) writeFileSync(file, written);
  expect(readFileSync(file, 'utf8')).toBe(written);
});
