import { describe, expect, it } from 'vitest';
import { layoutTopology } from '../layout-topology.ts';
import { layoutInput, type ServiceWords } from '../testing/topology.ts';
import { networkHues, sharedHues } from './network-hues.ts';

const hues = (networks: readonly string[], words: Record<string, ServiceWords> = {}) =>
  networkHues(layoutTopology(layoutInput(networks, words)));

const shop: Record<string, ServiceWords> = {
  web: { on: ['lan', 'core'], port: '443', from: 'outside' },
  api: { on: ['core', 'store'] },
  db: { on: ['store'] },
};

describe('colours of networks', () => {
  it('go from the outermost to the innermost, whatever the networks are called', () => {
    const given = hues(['store', 'core', 'lan'], shop);
    // `web` is on both `lan` and `core`, so both are reached directly.
    expect([given.get('lan'), given.get('core'), given.get('store')]).toEqual([2, 1, 3]);
  });

  it('are those of the names where nothing leads in from outside', () => {
    const given = hues(['back', 'other', 'front']);
    expect([given.get('front'), given.get('other'), given.get('back')]).toEqual([1, 3, 5]);
  });

  it('leave the default network grey', () => {
    expect(
      hues(['default', 'back'], { web: { on: ['default'], port: '80', from: 'outside' } }).get('default'),
    ).toBe(0);
  });

  it('stay with their networks when another one or a service is added', () => {
    const before = hues(['store', 'core', 'lan'], shop);
    const after = hues(['store', 'core', 'lan', 'more'], { ...shop, extra: { on: ['store'] } });
    for (const [name, hue] of before) expect([name, after.get(name)]).toEqual([name, hue]);
  });

  it('of networks that stacks share go by their order, and those of neighbours are far apart', () => {
    expect([...sharedHues(['proxy', 'mail', 'proxy'])]).toEqual([
      ['proxy', 1],
      ['mail', 4],
    ]);
    const eight = [...sharedHues('abcdefgh').values()];
    expect(new Set(eight).size).toBe(8);
    for (const [at, hue] of eight.slice(1).entries())
      expect(Math.abs(hue - (eight[at] ?? 0))).toBeGreaterThanOrEqual(3);
  });
});
