import { expect, it } from 'vitest';
import { cleanPath } from './read-mounts.ts';

it.each([
  ['/data', '/data'],
  ['/data/', '/data'],
  ['/z/../zz//a/', '/zz/a'],
  ['/./a/.', '/a'],
  ['/../a', '/a'],
  ['a/../..', '..'],
  ['../../a', '../../a'],
  ['/', '/'],
  ['./', '.'],
  ['', ''],
])('%s is %s', (path, clean) => {
  expect(cleanPath(path)).toBe(clean);
});
