import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { networkHues } from './network-hues.ts';

const hues = (networks: string) => [
  ...networkHues(openAlone(`services: {}\nnetworks: ${networks}\n`).topology.networks.keys()),
];

describe('colours of networks', () => {
  it('give front, mid and back theirs in any order', () => {
    const given = new Map(hues('{ back: {}, other: {}, front: {}, mid: {} }'));
    expect([given.get('front'), given.get('mid'), given.get('back')]).toEqual([1, 2, 3]);
  });

  it('stay with their networks when another one is added', () => {
    const three = new Map(hues('{ proxy: {}, media: {}, default: {} }'));
    const four = new Map(hues('{ proxy: {}, media: {}, default: {}, network-2: {} }'));
    for (const [name, hue] of three) expect([name, four.get(name)]).toEqual([name, hue]);
  });

  it('leave those that are given, and take others', () => {
    const given = networkHues(['front', 'mine', 'proxy'], new Map([['proxy', 1]]));
    expect(given.get('proxy')).toBe(1);
    expect(new Set(given.values()).size).toBe(3);
  });

  it('use each of the eight once before any comes twice', () => {
    const names = Array.from({ length: 8 }, (_, index) => `n${index}: {}`).join(', ');
    const used = hues(`{ ${names} }`).map(([, hue]) => hue);
    expect([...used].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
