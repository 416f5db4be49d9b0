import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { triesAll } from '../../src/core/compose/testing/property-runs.ts';
import { galleryFiles } from './gallery.ts';
import { stacks } from './stacks.ts';

const writes = process.env.WRITE_GALLERY === '1';

it('the gallery is what the product makes of its files now (WRITE_GALLERY=1 writes it)', async () => {
  const files = await galleryFiles(
    (path) => readFileSync(path, 'utf8'),
    triesAll || writes ? stacks : stacks.slice(0, 2),
  );
  if (writes) for (const [path, text] of files) writeFileSync(path, text);
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  expect(stale.map(([path]) => path)).toEqual([]);
});

it('has no file of a stack that is gone', () => {
  const expected = stacks.flatMap(({ name }) => [
    `${name}.md`,
    ...['before.yaml', 'after.yaml'].map((file) => `${name}/${file}`),
    ...['before', 'after'].flatMap((version) =>
      ['light', 'dark'].map((theme) => `${name}/${version}-${theme}.svg`),
    ),
  ]);
  const there = readdirSync('docs/gallery', { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', posix.sep))
    .filter((name) => name.includes('.'));
  expect(there.sort()).toEqual(expected.sort());
});
