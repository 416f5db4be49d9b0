import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../core/text/edit.ts';
import { textChange } from './text-change.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', '😀'), maxLength: 12 });

describe('textChange', () => {
  it('leads from one text to the other with at most one replacement', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = textChange(before, after);
        expect(applyEdits(before, edits)).toBe(after);
        expect(edits.length).toBe(before === after ? 0 : 1);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  it('leaves what both share alone', () => {
    expect(textChange('image: nginx\n', 'image: caddy\n')).toEqual([{ from: 7, to: 12, insert: 'caddy' }]);
  });
});
