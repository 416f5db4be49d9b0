import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('other drivers', () => {
  const yaml = `
services:
  m: { image: p, networks: [wire], ports: ['80:80'] }
  m2: { image: p, networks: [wire] }
  d: { image: p, networks: [dummy] }
  o: { image: p, networks: [mesh] }
  w: { image: p, networks: [alone] }
  w2: { image: p, networks: [alone] }
  b: { image: p }
  h: { image: p, network_mode: host }
networks:
  wire: { driver: macvlan, driver_opts: { parent: eth0 } }
  dummy: { driver: macvlan }
  mesh: { driver: overlay, attachable: true }
  alone: { driver: macvlan, driver_opts: { parent: eth0, macvlan_mode: private } }
`;
  it('C7, C8, H6, O11: macvlan stands on the wire, apart from the host', () => {
    const reach = reachOf(yaml);
    expect(factsOf(reach, 'm')).toMatchObject({
      isolation: 'bridged',
      egress: true,
      toHost: false,
      fromHost: false,
    });
    expect(factsOf(reach, 'm').published[0]?.reachableFrom).toBe('nowhere');
    expect(reach.direct('m', 'm2')).toBe(true);
    expect(reach.resolves('m', 'm2')).toBe(true);
    expect(reach.direct('w', 'w2')).toBe(false);
    expect(reach.direct('h', 'm')).toBe(false);
    expect(reach.direct('m', 'h')).toBe(false);
  });

  it('V1: without a parent it is internal', () => {
    expect(factsOf(reachOf(yaml), 'd')).toMatchObject({ isolation: 'internal', egress: false });
  });

  it('E10: from 29 on its default route has to be stated', () => {
    expect(factsOf(reachOf(yaml, '29'), 'm').egress).toBe(false);
  });

  it('E12: an overlay goes out by a bridge of the Engine', () => {
    expect(factsOf(reachOf(yaml), 'o')).toMatchObject({
      isolation: 'bridged',
      egress: true,
      fromHost: false,
      gateway: null,
    });
  });

  it('C8: routing ipvlan networks of one parent may reach each other; private and unknown drivers say so', () => {
    const reach = reachOf(`
services:
  a: { image: p, networks: [x] }
  b: { image: p, networks: [y] }
  c: { image: p, networks: [z] }
  d: { image: p, networks: [weave] }
  e: { image: p, networks: [weave] }
networks:
  x: { driver: ipvlan, driver_opts: { parent: eth0, ipvlan_mode: l3 } }
  y: { driver: ipvlan, driver_opts: { parent: eth0, ipvlan_mode: l3 } }
  z: { driver: ipvlan, driver_opts: { parent: eth1, ipvlan_mode: l3 } }
  weave: { driver: weave }
`);
    expect([reach.direct('a', 'b'), reach.direct('a', 'c'), reach.direct('d', 'e')]).toEqual([
      'unknown',
      false,
      'unknown',
    ]);
    expect(factsOf(reach, 'a')).toMatchObject({ egress: false, egressNeedsRoute: true });
    expect(factsOf(reach, 'd')).toMatchObject({ egress: 'unknown', toHost: 'unknown' });
  });
});
