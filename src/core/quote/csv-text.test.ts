import { describe, expect, it } from 'vitest';
import { csvText, tabText } from './csv-text.ts';

describe('csvText', () => {
  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', '\\t=1'],
    ['\uff1d1', "'\uff1d1"],
    ['a;=1', `"a;'=1"`],
    ['\u001b[31m', '\\u001b[31m'],
    ['a\r\nb', 'a\\r\\nb'],
    ['\u202ex', '\\u202ex'],
    ['plain', 'plain'],
    ['a-b', 'a-b'],
  ])('%j is the cell %s', (text, cell) => {
    expect(csvText([[text, 'x']])).toBe(`${cell},x\r\n`);
  });
});

describe('tabText', () => {
  it('has a line for each row, and runs nothing', () => {
    expect(
      tabText([
        ['a\tb', '=1'],
        ['c\n', ''],
      ]),
    ).toBe("a\\tb\t'=1\nc\\n\t\n");
  });
});
