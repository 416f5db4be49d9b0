import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDotEnv } from './parse-dot-env.ts';
import { writeDotEnv } from './write-dot-env.ts';

const write = (text: string, values: Record<string, string>) =>
  writeDotEnv(text, new Map(Object.entries(values)));

describe('writeDotEnv', () => {
  it.each([
    ['', { A: '1' }, 'A=1\n'],
    ['# kept\nA=1 # why\nB=2\n', { B: 'x y', C: '' }, "# kept\nA=1 # why\nB='x y'\nC=\n"],
    ['A=1\r\nexport B=2', { B: '3' }, 'A=1\r\nexport B=3\r\n'],
    ['A=1\nA=2\n', { A: '3' }, 'A=1\nA=3\n'],
    ['#A=1\n', { A: '$x' }, "#A=1\nA='$x'\n"],
    ['A="one\ntwo"\n', { A: '3' }, 'A="one\ntwo"\nA=3\n'],
  ])('%j and %j', (text, values, expected) => {
    expect(write(text, values)).toBe(expected);
  });

  it('is read back as it was meant, and changes nothing else', () => {
    const value = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[ -~\n'"\\$#]*$/),
      fc.constantFrom("it's $5", 'a#b', ' # ', '"'),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'NEW'), value), (values) => {
        const before = '# note\nA=\'x\'\n\nOTHER=kept # so\nB="1\n2"\n';
        const read = parseDotEnv(write(before, values), new Map());
        if (!read.ok) throw new Error(JSON.stringify(read.error));
        const expected = { A: 'x', OTHER: 'kept', B: '1\n2', ...values };
        expect(Object.fromEntries(read.value)).toEqual(expected);
      }),
    );
  });
});
