import { describe, expect, it } from 'vitest';
import type { ReachOptions } from '../reach-model.ts';
import { factsOf, reachOf } from '../testing/reach-of.ts';

const yaml = `
services:
  plain: { image: p }
  meshed: { image: p, networks: [default, mesh] }
  guest: { image: p, network_mode: service:meshed }
  layered: { image: p, networks: [layer] }
  wire: { image: p, networks: [wire] }
  shared: { image: p, networks: [theirs] }
networks:
  mesh: { driver: overlay }
  layer: { driver: ipvlan, driver_opts: { parent: eth0 } }
  wire: { driver: macvlan, driver_opts: { parent: eth0 } }
  theirs: { external: true }
`;

describe('evidence', () => {
  const of = (name: string, engine: string, more: Partial<ReachOptions> = {}) =>
    factsOf(reachOf(yaml, engine, more), name).evidence;

  it('is measured for Engines that were run, with switches that were tried', () => {
    expect(['25', '26', '26.1.5', '27', '28', '28.1.0', '29'].map((engine) => of('plain', engine))).toEqual([
      'documentation',
      'measured',
      'measured',
      'documentation',
      'measured',
      'documentation',
      'measured',
    ]);
    expect(of('plain', '28', { userlandProxy: false })).toBe('measured');
    expect(of('plain', '26', { userlandProxy: false })).toBe('documentation');
    expect(of('plain', '29', { directRouting: true })).toBe('measured');
    expect(of('plain', '26', { directRouting: true })).toBe('documentation');
    expect(of('plain', '28', { firewallBackend: 'nftables' })).toBe('documentation');
    expect(of('plain', '29', { firewallBackend: 'nftables' })).toBe('measured');
  });

  it('is no better than that of any network the service lives on', () => {
    expect(['meshed', 'guest', 'layered', 'shared'].map((name) => of(name, '28'))).toEqual(
      Array(4).fill('documentation'),
    );
    expect(of('wire', '28')).toBe('measured');
  });
});
