import { describe, expect, it } from 'vitest';
import { endText, joinedEnds, possibleConnections, possibleEnds } from './shared-names.ts';

describe('an end that is one of several', () => {
  it('is named by all of them, in one order', () => {
    expect(joinedEnds(['side', 'app', 'side'])).toBe('app|side');
    expect(joinedEnds(['app'])).toBe('app');
    expect(joinedEnds([])).toBeNull();
    expect(possibleEnds('app|side')).toEqual(['app', 'side']);
    expect(endText('app|side')).toBe('app or side');
  });

  it('stands for a connection of each of them, and of none with itself', () => {
    expect(possibleConnections({ from: 'app', to: 'db' })).toEqual([{ from: 'app', to: 'db' }]);
    expect(possibleConnections({ from: 'app|side', to: 'app|db' })).toEqual([
      { from: 'app', to: 'db' },
      { from: 'side', to: 'app' },
      { from: 'side', to: 'db' },
    ]);
  });

  it('is nobody where a record names more than a namespace can hold', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `s${index}`).join('|');
    expect(possibleConnections({ from: many, to: many })).toEqual([]);
    expect(possibleConnections({ from: many, to: 'db' })).toHaveLength(1);
  });
});
