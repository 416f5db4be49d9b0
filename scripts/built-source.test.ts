import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isBuilt, markBuilt, sourceHash } from './built-source.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bulkhead-source-'));
  for (const folder of ['src/core', 'public', 'docs/rules', 'scripts', 'dist'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(join(root, 'src/core/a.ts'), 'one');
  markBuilt(sourceHash(root), root);
});
afterEach(() => rmSync(root, { recursive: true }));

it('takes a build of the same sources, wherever they stand', () => {
  expect(isBuilt(root)).toBe(true);
  const copy = `${root}-copy`;
  cpSync(root, copy, { recursive: true });
  expect(isBuilt(copy)).toBe(true);
  rmSync(copy, { recursive: true });
});

it.each([
  ['a changed file', 'src/core/a.ts'],
  ['a new one', 'src/core/b.ts'],
  ['a page of a rule', 'docs/rules/CN101.md'],
  ['other packages', 'package-lock.json'],
  ['another build', 'scripts/build.mjs'],
])('builds again for %s', (_, path) => {
  writeFileSync(join(root, path), 'two');
  expect(isBuilt(root)).toBe(false);
});

it('builds again for a file that is gone, and where nothing was built', () => {
  rmSync(join(root, 'src/core/a.ts'));
  expect(isBuilt(root)).toBe(false);
  rmSync(join(root, 'dist'), { recursive: true });
  expect(isBuilt(root)).toBe(false);
});

it('takes it still when a test changed', () => {
  writeFileSync(join(root, 'src/core/a.test.ts'), 'two');
  expect(isBuilt(root)).toBe(true);
});
