import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('external networks', () => {
  const yaml = `
services:
  a: { image: p, networks: [x] }
  b: { image: p, networks: [y], ports: ['80:80'] }
  c: { image: p, networks: [z] }
  m: { image: p, networks: [x, own], ports: ['81:80'] }
networks: { x: { external: true, name: shared }, y: { external: true, name: shared }, z: { external: true }, own: {} }
`;
  it('of one real name are one network', () => {
    const reach = reachOf(yaml);
    expect(reach.pair('a', 'b')).toEqual({
      direct: true,
      networks: ['x'],
      resolves: 'unknown',
      viaHost: 'unknown',
      viaGateway: 'unknown',
    });
    expect(reach.pair('a', 'c')).toEqual({
      direct: false,
      networks: [],
      resolves: false,
      viaHost: false,
      viaGateway: false,
    });
  });

  it('give unknown facts when there is no other', () => {
    expect(factsOf(reachOf(yaml), 'b')).toMatchObject({
      isolation: 'unknown',
      owner: 'b',
      egress: 'unknown',
      toHost: 'unknown',
      fromHost: 'unknown',
      fromOutside: 'unknown',
    });
    expect(factsOf(reachOf(yaml), 'b').published[0]?.reachableFrom).toBe('unknown');
  });

  it('leave known what a network of the file settles', () => {
    const before = factsOf(reachOf(yaml, '28', { project: 'app' }), 'm');
    expect(before).toMatchObject({
      isolation: 'bridged',
      gateway: 'own',
      egress: true,
      fromOutside: true,
      toHost: true,
    });
    const after = factsOf(reachOf(yaml, '28', { project: 'zoo' }), 'm');
    expect(after).toMatchObject({
      isolation: 'bridged',
      gateway: null,
      egress: 'unknown',
      toHost: true,
      fromHost: true,
    });
  });

  it('may be a network of this very project while its name is unknown', () => {
    const twin = `
services: { a: { image: p, networks: [back] }, b: { image: p, networks: [x] } }
networks: { back: {}, x: { external: true, name: shop_back } }
`;
    expect(reachOf(twin).direct('a', 'b')).toBe('unknown');
    expect(reachOf(twin).resolves('b', 'a')).toBe('unknown');
    expect(reachOf(twin, '28', { project: 'shop' }).direct('a', 'b')).toBe(true);
    expect(reachOf(twin, '28', { project: 'other' }).direct('a', 'b')).toBe(false);
    expect(factsOf(reachOf(twin, '28', { project: 'shop' }), 'b')).toMatchObject({
      isolation: 'bridged',
      egress: true,
    });
  });
});
