import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAndColumn } from './line-and-column.ts';
import { offsetAt } from './offset-at.ts';

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
