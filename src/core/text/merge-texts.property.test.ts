import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { linesOf } from './line-changes.ts';
import { mergeTexts } from './merge-texts.ts';

const options = { numRuns: propertyRuns(3000), seed: 20261126 };

/** Replacement lines by line of the base; null leaves the line. */
type Changes = readonly (readonly string[] | null)[];

function changesOf(length: number, words: readonly string[]): fc.Arbitrary<Changes> {
  const line = fc.constantFrom(...words).map((word) => `${word}\n`);
  const lines = fc.option(fc.array(line, { maxLength: 2 }), { freq: 3 });
  return fc.array(lines, { minLength: length, maxLength: length });
}

function changed(base: readonly string[], changes: Changes): string {
  return base.flatMap((line, index) => changes[index] ?? [line]).join('');
}

const count = (text: string, line: string) => linesOf(text).filter((one) => one === line).length;

const three = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c\n', '  d\n'), { maxLength: 12 })
  .chain((base) =>
    fc.record({
      base: fc.constant(base),
      mine: changesOf(base.length, ['m', 'n']),
      theirs: changesOf(base.length, ['s', 't']),
    }),
  )
  .map(({ base, mine, theirs }) => ({
    base: base.join(''),
    mine: changed(base, mine),
    theirs: changed(base, theirs),
  }));

describe('a merge', () => {
  it('holds every line that either side brought, and none that either side took', () => {
    let merged = 0;
    fc.assert(
      fc.property(three, ({ base, mine, theirs }) => {
        const merge = mergeTexts(base, mine, theirs);
        if (merge.kind !== 'merged') return;
        merged++;
        for (const line of ['m\n', 'n\n']) expect(count(merge.text, line)).toBe(count(mine, line));
        for (const line of ['s\n', 't\n']) expect(count(merge.text, line)).toBe(count(theirs, line));
        for (const line of ['a\n', 'b\n', 'c\n', '  d\n'])
          expect(count(merge.text, line)).toBeLessThanOrEqual(
            Math.min(count(mine, line), count(theirs, line)),
          );
      }),
      options,
    );
    expect(merged).toBeGreaterThan(options.numRuns / 20);
  });

  it('is the same whichever side is called mine', () => {
    fc.assert(
      fc.property(three, ({ base, mine, theirs }) => {
        const one = mergeTexts(base, mine, theirs);
        const other = mergeTexts(base, theirs, mine);
        expect(other.kind).toBe(one.kind);
        if (one.kind === 'merged') expect(other).toEqual(one);
      }),
      options,
    );
  });

  it('with a side that changed nothing, or the same, is the other side', () => {
    fc.assert(
      fc.property(three, ({ base, mine }) => {
        const whole = { kind: 'merged', text: mine };
        expect(mergeTexts(base, mine, base)).toEqual(whole);
        expect(mergeTexts(base, base, mine)).toEqual(whole);
        expect(mergeTexts(base, mine, mine)).toEqual(whole);
      }),
      options,
    );
  });

  it('makes exactly both changes where a line stays between them', () => {
    const numbered = Array.from({ length: 16 }, (_, index) => `line ${index}\n`);
    const sides = fc.array(fc.constantFrom('mine', 'theirs', 'none'), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(sides, (side) => {
        // Odd lines are nobody's, so that changes never touch.
        const by = (who: readonly string[]): string =>
          changed(
            numbered,
            numbered.map((_, index) => {
              const owner = index % 2 === 0 ? (side[index / 2] ?? 'none') : 'none';
              return who.includes(owner) ? [`${owner} ${index}\n`] : null;
            }),
          );
        const base = numbered.join('');
        expect(mergeTexts(base, by(['mine']), by(['theirs']))).toEqual({
          kind: 'merged',
          text: by(['mine', 'theirs']),
        });
      }),
      options,
    );
  });
});
