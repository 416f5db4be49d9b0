import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { codePoint } from '../text/testing/code-point.ts';
import { writeDocument } from './write-documents.ts';

/** What a reader of either version of YAML has of a document. */
const readings = (text: string): readonly unknown[] => [
  parse(text, { version: '1.1' }),
  parse(text, { version: '1.2' }),
];

describe('writeDocument', () => {
  it('writes blocks, behind lines of comment', () => {
    const shared = { a: 'b' };
    expect(
      writeDocument({ one: shared, two: shared, list: ['x', { z: 1 }], none: undefined }, ['Made', '']),
    ).toBe('# Made\n#\n---\none:\n  a: b\ntwo:\n  a: b\nlist:\n  - x\n  - z: 1\n');
  });

  it.each([
    ['plain text', 'plain text'],
    ['y', '"y"'],
    ['No', '"No"'],
    ['0777', '"0777"'],
    ['1_000', '"1_000"'],
    ['12:30', '"12:30"'],
    ['~', '"~"'],
    ['', '""'],
    ['a: b', '"a: b"'],
    ['# a', '"# a"'],
    ['a\nb\n', '|\n  a\n  b'],
    ['a\nb', '|-\n  a\n  b'],
    ['a \nb', '"a\\ \\nb"'],
  ])('writes %j as %s', (text, written) => expect(writeDocument({ k: text })).toBe(`---\nk: ${written}\n`));

  it('is read as it was meant, as keys and as values, in both versions of YAML', () => {
    const word = fc.oneof(
      fc.string({ unit: codePoint, maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(
          'a',
          ' ',
          '\n',
          '\t',
          ':',
          '#',
          '-',
          '"',
          "'",
          '\\',
          '|',
          '0',
          '.',
          '\u0085',
          '\u2028',
        ),
        maxLength: 8,
      }),
      fc.constantFrom(
        'null',
        'TRUE',
        'on',
        '0x1F',
        '0b1',
        '1e3',
        '.inf',
        '<<',
        '2024-01-01',
        '!a',
        '&a',
        '*a',
        '---',
        '\ufeff',
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(word, fc.oneof(word, fc.array(word, { maxLength: 2 }))), (value) => {
        const wanted = JSON.parse(JSON.stringify(value));
        for (const read of readings(writeDocument(wanted))) expect(read).toEqual(wanted);
      }),
      { seed: 17, numRuns: 100 },
    );
  });
});
