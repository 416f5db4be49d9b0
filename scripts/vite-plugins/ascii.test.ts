import { expect, test } from 'vitest';
import { escaped } from './ascii.ts';

test.each([
  ['"a → b"'],
  ['`${1}–é${2}`'],
  ['"🦀".replace(/[🦀é]/u, "§")'],
  ['/^[À-ÿ]+$/.test("é")'],
  ['({ "ü": 1 }).ü'],
])('%s means the same in ASCII', (code) => {
  const made = escaped(code);
  expect(made).toMatch(/^[\0-\x7f]*$/);
  // biome-ignore lint/security/noGlobalEval: what is tested is code
  expect(eval(made)).toEqual(eval(code));
});

test('a text that is taken as it stands is refused', () => {
  expect(() => escaped('String.raw`→`')).toThrow('not ASCII');
});
