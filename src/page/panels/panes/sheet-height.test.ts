import { describe, expect, it } from 'vitest';
import { heightAfter, heightBeside, heightPressed } from './sheet-height.ts';

describe('a sheet that a hand lets go', () => {
  it.each([
    ['half', 0.52, 'half'],
    ['half', 0.44, 'closed'],
    ['half', 0.6, 'whole'],
    ['closed', 0.1, 'half'],
    ['closed', 0.7, 'half'],
    ['closed', 0.8, 'whole'],
    ['whole', 0.9, 'half'],
    ['whole', 0.2, 'closed'],
    ['whole', 1.2, 'whole'],
    ['closed', -0.2, 'closed'],
  ] as const)('of height %s at %f of the screen becomes %s', (from, share, to) => {
    expect(heightAfter(from, share)).toBe(to);
  });
});

describe('a sheet without a drag', () => {
  it('opens with a press, then takes the whole screen, then half of it', () => {
    expect([heightPressed('closed'), heightPressed('half'), heightPressed('whole')]).toEqual([
      'half',
      'whole',
      'half',
    ]);
  });

  it('goes one height up or down with a key, and no further than there is', () => {
    expect([heightBeside('closed', 1), heightBeside('half', 1), heightBeside('whole', 1)]).toEqual([
      'half',
      'whole',
      'whole',
    ]);
    expect([heightBeside('whole', -1), heightBeside('half', -1), heightBeside('closed', -1)]).toEqual([
      'half',
      'closed',
      'closed',
    ]);
  });
});
