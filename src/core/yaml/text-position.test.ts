import { describe, expect, it } from 'vitest';
import { withCommentsAbove } from './commented-out.ts';
import { columnOf, lineEnd, lineStart, nextLine } from './text-position.ts';

describe('lines of a text', () => {
  // `lastIndexOf('\n', -1)` looks at the character at 0: a first line that is blank was its own second line.
  it.each(['\na', '\r\na', '\n\na', 'a\n', '\ufeff\na', ''])(
    'every offset of %j is in its own line',
    (text) => {
      for (let offset = 0; offset <= text.length; offset++) {
        const start = lineStart(text, offset);
        expect(start).toBe(text.slice(0, offset).lastIndexOf('\n') + 1);
        expect(start).toBeLessThanOrEqual(offset);
        expect(lineEnd(text, offset)).toBeGreaterThanOrEqual(start);
        expect(columnOf(text, offset)).toBeGreaterThanOrEqual(
          text.startsWith('\ufeff') && offset === 0 ? -1 : 0,
        );
        if (nextLine(text, offset) < text.length) expect(nextLine(text, offset)).toBeGreaterThan(offset);
      }
    },
  );

  it('comments above an entry end at a blank first line', () => {
    const text = '\n# about networks\nnetworks:\n';
    expect(withCommentsAbove(text, text.indexOf('networks:\n'), 0)).toBe(1);
  });
});
