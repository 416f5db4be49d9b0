import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { networkHues } from './network-hues.ts';

const hues = (networks: string) => [
  ...networkHues(openAlone(`services: {}\nnetworks: ${networks}\n`).topology),
];

describe('colours of networks', () => {
  it('give front, mid and back theirs in any order', () => {
    expect(hues('{ back: {}, other: {}, front: {}, mid: {} }')).toEqual([
      ['back', 3],
      ['other', 4],
      ['front', 1],
      ['mid', 2],
    ]);
  });

  it('use each of the eight once before any comes twice', () => {
    const names = Array.from({ length: 8 }, (_, index) => `n${index}: {}`).join(', ');
    const used = hues(`{ ${names} }`).map(([, hue]) => hue);
    expect([...used].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
