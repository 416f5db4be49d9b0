import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, it } from 'vitest';
import { galleryFiles } from './gallery.ts';
import { stacks } from './stacks.ts';

it('the gallery is what the product makes of its files now (WRITE_GALLERY=1 writes it)', async () => {
  const files = await galleryFiles((path) => readFileSync(path, 'utf8'));
  if (process.env.WRITE_GALLERY === '1') for (const [path, text] of files) writeFileSync(path, text);
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  expect(stale.map(([path]) => path)).toEqual([]);
  const there = readdirSync('docs/gallery', { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('docs/gallery', name.replaceAll('\\', '/')))
    .filter((path) => /\.\w+$/.test(path));
  const sources = stacks.map(({ name }) => join('docs/gallery', name, 'before.yaml'));
  expect(there.filter((path) => !files.has(path) && !sources.includes(path))).toEqual([]);
});
