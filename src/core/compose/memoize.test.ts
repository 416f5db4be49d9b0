import { describe, expect, it } from 'vitest';
import { memoize, memoizeReleasable } from './memoize.ts';

describe.each([
  ['memoize', memoize],
  ['memoizeReleasable', memoizeReleasable],
])('%s', (_, remember) => {
  it('computes once for each object, answers of nothing too', () => {
    let calls = 0;
    const size = remember((list: readonly number[]): number | null => {
      calls++;
      return list.length === 0 ? null : list.length;
    });
    const [one, none]: (readonly number[])[] = [[1], []];
    expect([size(one ?? []), size(none ?? []), size(one ?? []), size(none ?? [])]).toEqual([
      1,
      null,
      1,
      null,
    ]);
    expect(size([1])).toBe(1);
    expect(calls).toBe(3);
  });

  it('keeps the answers of two functions about one object apart', () => {
    const first = remember((list: readonly string[]) => `first ${list.join()}`);
    const second = remember((list: readonly string[]) => `second ${first(list)}`);
    const list = ['a'];
    expect([second(list), first(list), second(list)]).toEqual([
      'second first a',
      'first a',
      'second first a',
    ]);
  });

  it('holds nothing of an object for a copy of it', () => {
    const named = remember(({ name }: { readonly name: string }) => name);
    const one = { name: 'one' };
    expect(named(one)).toBe('one');
    expect(named({ ...one, name: 'two' })).toBe('two');
  });
});
