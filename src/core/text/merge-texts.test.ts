import { describe, expect, it } from 'vitest';
import { mergeTexts } from './merge-texts.ts';

const base = 'a\nb\nc\nd\ne\n';

describe('two changes of one text', () => {
  it.each([
    ['of lines apart are both made', 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n'],
    ['one adds, one removes', 'a\nnew\nb\nc\nd\ne\n', 'a\nb\nc\ne\n', 'a\nnew\nb\nc\ne\n'],
    ['made alike are made once', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\nmore\n', 'a\nB\nc\nd\ne\nmore\n'],
    ['of one side alone', base, 'b\nc\nd\ne\n', 'b\nc\nd\ne\n'],
    ['keep a last line without an end', 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\ne', 'A\nb\nc\nd\ne'],
  ])('%s', (_name, mine, theirs, text) => {
    expect(mergeTexts(base, mine, theirs)).toEqual({ kind: 'merged', text });
  });

  it('keep line ends and byte order mark', () => {
    const crlf = '\uFEFFa\r\nb\r\nc\r\n';
    expect(mergeTexts(crlf, crlf.replace('a', 'A'), crlf.replace('c', 'C'))).toEqual({
      kind: 'merged',
      text: '\uFEFFA\r\nb\r\nC\r\n',
    });
  });

  it.each([
    ['of the same line', 'a\nb\nX\nd\ne\n', 'a\nb\nY\nd\ne\n', 3],
    ['of neighbouring lines', 'a\nb\nX\nd\ne\n', 'a\nb\nc\nY\ne\n', 3],
    ['that add at one place', 'a\nb\nX\nc\nd\ne\n', 'a\nb\nY\nc\nd\ne\n', 3],
    ['one removes what the other changes', 'a\nb\nd\ne\n', 'a\nb\nY\nd\ne\n', 3],
    ['that each begin a text', 'X\n', 'Y\n', 1],
  ])('%s are never chosen between', (_name, mine, theirs, line) => {
    const from = line === 1 ? '' : base;
    expect(mergeTexts(from, mine, theirs)).toEqual({ kind: 'overlap', line });
  });

  it('of thousands of lines are not tried', () => {
    const many = (word: string) => Array.from({ length: 2000 }, (_, index) => `${word}${index}\n`).join('');
    expect(mergeTexts(many('a'), many('b'), `${many('a')}more\n`)).toEqual({ kind: 'too-different' });
  });
});
