import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import {
  applyEdits,
  composeEdits,
  type Edits,
  invertEdits,
  normalizeEdits,
  shiftEdits,
  type TextEdit,
} from './edit.ts';

/** Generates sorted, disjoint edits of a text of the given length. */
function editsOf(length: number): fc.Arbitrary<Edits> {
  const cut = fc.tuple(fc.nat(length), fc.nat(length), fc.constantFrom('', 'x', 'yz', '\n'));
  return fc.array(cut, { maxLength: 5 }).map((cuts) => {
    const edits: TextEdit[] = [];
    let free = 0;
    for (const [a, b, insert] of cuts.sort((x, y) => Math.min(x[0], x[1]) - Math.min(y[0], y[1]))) {
      const from = Math.min(a, b);
      if (from < free) continue;
      const to = Math.min(Math.max(a, b), from + 6);
      edits.push({ from, to, insert });
      free = to + 1;
    }
    return edits;
  });
}

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 30 });
const changes = texts.chain((text) => fc.record({ text: fc.constant(text), edits: editsOf(text.length) }));
const options = { numRuns: propertyRuns(3000), seed: 20261124 };

describe('edits as values', () => {
  it('an inverse restores the text, and the inverse of the inverse repeats the change', () => {
    fc.assert(
      fc.property(changes, ({ text, edits }) => {
        const after = applyEdits(text, edits);
        const inverse = invertEdits(text, edits);
        expect(applyEdits(after, inverse)).toBe(text);
        expect(applyEdits(text, invertEdits(after, inverse))).toBe(after);
      }),
      options,
    );
  });

  it('a composed change does what the two do in a row', () => {
    const pairs = changes.chain(({ text, edits }) =>
      editsOf(applyEdits(text, edits).length).map((second) => ({ text, edits, second })),
    );
    fc.assert(
      fc.property(pairs, ({ text, edits, second }) => {
        const composed = composeEdits(edits, second);
        expect(applyEdits(text, composed)).toBe(applyEdits(applyEdits(text, edits), second));
        expect(normalizeEdits(composed)).toEqual(composed);
      }),
      options,
    );
  });

  it('overlapping edits are a programming error', () => {
    const overlapping = [
      { from: 0, to: 3, insert: '' },
      { from: 2, to: 4, insert: 'x' },
    ];
    expect(() => normalizeEdits(overlapping)).toThrow(RangeError);
  });

  it('shifted edits do in the whole what they did in the slice', () => {
    const edits = [{ from: 1, to: 2, insert: 'X' }];
    expect(applyEdits('0abc', shiftEdits(edits, 1))).toBe(`0${applyEdits('abc', edits)}`);
  });
});
