import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { withoutFunctions } from './without-functions.ts';

const code = 'function one(a) { return a; }\nconst two = 2;\nfunction three() {\n  return one(two);\n}\n';

it('puts other bodies in place, and keeps the rest', () => {
  const bodies = new Map([
    ['three', 'return null;'],
    ['one', ''],
  ]);
  expect(withoutFunctions(code, parseSync('a.js', code).program, bodies)).toBe(
    'function one(a) {  }\nconst two = 2;\nfunction three() { return null; }\n',
  );
});

it('ends the build where a function is gone', () => {
  expect(() => withoutFunctions(code, parseSync('a.js', code).program, new Map([['two', '']]))).toThrow(
    'no function two',
  );
});
