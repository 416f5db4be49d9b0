import { describe, expect, it } from 'vitest';
import { changedLines } from './changed-lines.ts';

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
});
