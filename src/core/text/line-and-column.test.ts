import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAndColumn } from './line-and-column.ts';
import { offsetAt } from './offset-at.ts';

describe('lineAndColumn', () => {
  it.each([
    ['a\nb', 0, 1, 1],
    ['a\nb', 2, 2, 1],
    ['a\r\nb', 1, 1, 2],
    ['a\r\nb', 3, 2, 1],
    ['a\rb', 2, 2, 1],
    ['\uFEFFab', 1, 1, 1],
    ['\uFEFFab', 2, 1, 2],
    ['a\n', 2, 2, 1],
    ['', 0, 1, 1],
  ])('%j at %d: line %d, column %d', (text, offset, line, column) => {
    expect(lineAndColumn(text, offset)).toEqual({ line, column });
  });

  it('counts the line ends before the offset, whichever text was asked for before', () => {
    const unit = fc.constantFrom('a', '\n', '\r', '\r\n');
    const texts = fc.array(unit, { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(40), (text, offset) => {
        // A CR right before the offset ends a line only where no LF follows it.
        const before = text.slice(0, offset);
        const cut = text[offset] === '\n' && before.endsWith('\r') ? before.slice(0, -1) : before;
        expect(lineAndColumn(text, offset).line).toBe(cut.split(/\r\n|\n|\r/).length);
      }),
      { numRuns: 1000, seed: 20261125 },
    );
  });
});

describe('offsetAt', () => {
  it('is the way back from line and column', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\r', 'é', '😀') });
    fc.assert(
      fc.property(text, fc.boolean(), fc.nat(), (lines, marked, at) => {
        const whole = `${marked ? '\ufeff' : ''}${lines}`;
        const offset = at % (whole.length + 1);
        // Neither before a byte order mark nor within a line end does a line have a place.
        if ((marked && offset === 0) || whole.slice(offset - 1, offset + 1) === '\r\n') return;
        const { line, column } = lineAndColumn(whole, offset);
        expect(offsetAt(whole, line, column)).toBe(offset);
      }),
    );
  });

  it('ends at the end of a line, and of the text', () => {
    expect(offsetAt('ab\r\ncd', 1, 9)).toBe(2);
    expect(offsetAt('ab\r\ncd', 2, 9)).toBe(6);
    expect(offsetAt('ab\r\ncd', 9, 1)).toBe(6);
    expect(offsetAt('\ufeffab', 1, 1)).toBe(1);
  });
});
