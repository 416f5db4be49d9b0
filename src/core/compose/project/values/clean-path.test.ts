import { expect, it } from 'vitest';
import { cleanPath } from './clean-path.ts';

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
