import { describe, expect, it } from 'vitest';
import { changedLines } from './line-layers.ts';

describe('changedLines', () => {
  it('marks a replaced line as changed, not as a gap', () => {
    const changed = changedLines(['a', 'b', 'c'], ['a', 'B', 'c']);
    expect([...changed.added]).toEqual([2]);
    expect([...changed.removedBefore]).toEqual([]);
  });

  it('marks where lines were taken out', () => {
    const changed = changedLines(['a', 'b', 'c'], ['a', 'c']);
    expect([...changed.added]).toEqual([]);
    expect([...changed.removedBefore]).toEqual([2]);
  });

  it('marks nothing in an unchanged file', () => {
    const changed = changedLines(['a', 'b'], ['a', 'b']);
    expect(changed.added.size + changed.removedBefore.size).toBe(0);
  });

  it('marks all between the first and the last change where there are too many to tell apart', () => {
    const opened = ['top', ...Array.from({ length: 3000 }, (_, at) => `old ${at}`), 'end'];
    const now = ['top', ...Array.from({ length: 3000 }, (_, at) => `new ${at}`), 'end'];
    const changed = changedLines(opened, now);
    expect(changed.added.size).toBe(3000);
    expect(changed.added.has(1)).toBe(false);
    expect(changed.added.has(3002)).toBe(false);
  });
});
