import { describe, expect, it } from 'vitest';
import type { PairChange } from '../reach/diff/diff-connectivity.ts';
import { type Effect, effectSentences } from './effect.ts';

const none: Effect = { opened: [], closed: [], met: [], broken: [] };
const both = (a: string, b: string): readonly PairChange[] => [
  { from: a, to: b, kind: 'direct' },
  { from: b, to: a, kind: 'direct' },
];
const others = Array.from({ length: 17 }, (_, at) => `s${at}`);
const flat = others.flatMap((name) => both('cache', name));
const said = (effect: Partial<Effect>) => effectSentences({ ...none, ...effect }, new Set(['cache']));

describe('the effect of a change in sentences', () => {
  it('counts a connection once, whatever its direction and way, and names what is needed', () => {
    const broken = [
      { from: 's1', to: 'cache' },
      { from: 's4', to: 'cache' },
    ];
    expect(said({ closed: [...flat, { from: 's1', to: 'cache', kind: 'host' }], broken })).toEqual([
      'Closes 17 connections: 2 of them are needed (s1, s4).',
    ]);
  });

  it('names a few that nothing needs, and counts many', () => {
    expect(said({ opened: both('cache', 'web') })).toEqual([
      'Opens 1 connection (web) without a known need.',
    ]);
    expect(said({ opened: flat })).toEqual(['Opens 17 connections, none with a known need.']);
  });

  it('begins with what breaks, and says so of what is reached in no other way', () => {
    const broken = [{ from: 'web', to: 'cache' }];
    expect(said({ opened: both('cache', 'db'), closed: both('cache', 'web'), broken })).toEqual([
      'Closes 1 connection, which is needed (web).',
      'Opens 1 connection (db) without a known need.',
    ]);
    expect(said({ broken })).toEqual(['web no longer reaches cache, which it needs.']);
  });

  it('names both ends where the change is about neither', () => {
    expect(said({ opened: both('web', 'db'), met: [{ from: 'web', to: 'db' }] })).toEqual([
      'Opens 1 connection, which is needed (web and db).',
    ]);
  });

  it('says nothing of names alone', () => {
    expect(said({ closed: [{ from: 'web', to: 'cache', kind: 'name' }] })).toEqual([]);
  });
});
