import { describe, expect, it } from 'vitest';
import { deferred, lazily } from './lazily.ts';
import { finish } from './steps.ts';

describe('lazily', () => {
  it('works a member out when it is first read, once, and others not at all', () => {
    const asked: string[] = [];
    interface Sums {
      readonly a: number;
      readonly b: number;
      readonly sum: number;
    }
    const made: Sums = lazily<Sums>({
      a: () => asked.push('a'),
      b: () => asked.push('b'),
      sum: () => made.a + made.a,
    });
    expect(asked).toEqual([]);
    expect([made.sum, made.sum, made.a]).toEqual([2, 2, 1]);
    expect(asked).toEqual(['a']);
    expect(Object.keys(made)).toEqual(['a', 'b', 'sum']);
  });

  it('asks again what failed', () => {
    let fails = true;
    const made = lazily<{ a: number }>({
      a: () => {
        if (fails) throw new Error('not yet');
        return 7;
      },
    });
    expect(() => made.a).toThrow('not yet');
    fails = false;
    expect(made.a).toBe(7);
  });
});

describe('later', () => {
  it('is worked out once, in one go or in steps', () => {
    let runs = 0;
    const counted = () =>
      deferred(function* () {
        runs++;
        yield;
        return { runs };
      });
    const one = counted();
    expect(runs).toBe(0);
    expect(one.value).toBe(finish(one.steps()));
    expect(runs).toBe(1);
    const other = counted();
    expect(finish(other.steps())).toBe(other.value);
    expect(runs).toBe(2);
  });
});
