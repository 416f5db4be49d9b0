import { describe, expect, it } from 'vitest';
import type { Reach } from '../reach-model.ts';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('Engine steps', () => {
  it('H2b: on 25 internal networks and the host are apart', () => {
    const yaml = `
services: { i: { image: p, networks: [n] }, h: { image: p, network_mode: host } }
networks: { n: { internal: true } }
`;
    for (const [engine, met] of [
      ['24.0.7', true],
      ['25', false],
      ['25.0.3', false],
      ['26', true],
    ] as const) {
      const reach = reachOf(yaml, engine);
      expect([factsOf(reach, 'i').toHost, factsOf(reach, 'i').fromHost]).toEqual([met, met]);
      expect([reach.direct('h', 'i'), reach.direct('i', 'h')]).toEqual([met, met]);
    }
  });

  it('H4: isolated is known from 28 on', () => {
    const yaml = `
services: { i: { image: p, networks: [n] }, j: { image: p, networks: [n] }, h: { image: p, network_mode: host } }
networks: { n: { internal: true, driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated } } }
`;
    expect(factsOf(reachOf(yaml, '28'), 'i')).toMatchObject({
      toHost: false,
      fromHost: false,
      isolation: 'internal',
    });
    expect(reachOf(yaml, '28').direct('i', 'j')).toBe(true);
    expect(reachOf(yaml, '28').direct('h', 'i')).toBe(false);
    expect(factsOf(reachOf(yaml, '26'), 'i').toHost).toBe(true);
  });

  const moded = (mode: string, first = 'n') => `
services:
  s: { image: p, networks: [${first}, q], ports: ['80:80'] }
  silent: { image: p, networks: [n] }
  a: { image: p, networks: [other] }
  i: { image: p, networks: [in] }
networks:
  n: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: ${mode} } }
  q: { internal: true }
  other: {}
  in: { internal: true }
`;
  it('X8, O6, E11: routed lets other bridges in at published ports, from 28 on', () => {
    expect(reachOf(moded('routed'), '27').direct('a', 's')).toBe(false);
    const reach = reachOf(moded('routed'), '28');
    expect(reach.pair('a', 's')).toEqual({
      direct: true,
      networks: [],
      resolves: false,
      viaHost: false,
      viaGateway: false,
    });
    expect(reach.direct('a', 'silent')).toBe(false);
    expect(reach.direct('i', 's')).toBe(false);
    const facts = { egress: false, egressNeedsRoute: true, fromOutside: false };
    expect(reach.family('ipv4').facts('s')).toMatchObject(facts);
    expect(factsOf(reach, 's').fromOutside).toBe(true); // O14
    expect(factsOf(reachOf(moded('routed'), '26'), 's')).toMatchObject({ egress: true, fromOutside: true });
  });

  it('X10: nat-unprotected lets them in everywhere, from 29 on', () => {
    expect(reachOf(moded('nat-unprotected'), '28').direct('a', 'silent')).toBe(false);
    expect(reachOf(moded('nat-unprotected'), '29').direct('a', 'silent')).toBe(true);
    expect(reachOf(moded('nat-unprotected'), '29').direct('i', 'silent')).toBe(false);
  });

  it('X8: the routed network has to be the gateway on 28, not on 29', () => {
    const yaml = `
services: { s: { image: p, networks: [a, r], ports: ['80:80'] }, c: { image: p, networks: [o] } }
networks: { a: {}, r: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }, o: {} }
`;
    expect(reachOf(yaml, '28').direct('c', 's')).toBe(false);
    expect(reachOf(yaml, '29').direct('c', 's')).toBe(true);
  });

  it('E5: from 28.2 on answers to plain addresses are dropped, unless a switch says otherwise', () => {
    const yaml = (more = '') => `
services: { s: { image: p, networks: [n] } }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: 'false'${more} } } }
`;
    const trusted = ', com.docker.network.bridge.trusted_host_interfaces: eth1';
    const answered = (reach: Reach) => factsOf(reach, 's').egressNeedsRoute;
    expect(answered(reachOf(yaml(), '28.1.1'))).toBe(true);
    expect(answered(reachOf(yaml(), '28.2.0'))).toBe(false);
    expect(answered(reachOf(yaml(), '28.2.0', { directRouting: true }))).toBe(true);
    expect(answered(reachOf(yaml(trusted), '28.2.0'))).toBe(true);
  });

  it('C5: without the proxy a neighbour without icc gets no answer over the host, on 29 neither', () => {
    const yaml = `
services:
  a: { image: p, networks: [n] }
  b: { image: p, networks: [n], ports: ['80:80'] }
  c: { image: p, networks: [o] }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_icc: 'false' } }, o: {} }
`;
    const off = reachOf(yaml, '29', { userlandProxy: false });
    expect([off.viaHost('a', 'b'), off.viaHost('c', 'b')]).toEqual([false, true]);
    expect(reachOf(yaml, '29').viaHost('a', 'b')).toBe(true);
    expect(reachOf(yaml, '28', { userlandProxy: false }).viaHost('c', 'b')).toBe(false);
  });

  it('X16: direct routing opens published container ports to other bridges, from 29 on', () => {
    const yaml = `
services:
  a: { image: p, networks: [o] }
  loop: { image: p, networks: [n], ports: ['127.0.0.1:80:80'] }
  quiet: { image: p, networks: [n] }
  near: { image: p, networks: [n] }
  old: { image: p, network_mode: bridge, ports: ['81:80'] }
  sealed: { image: p, networks: [i], ports: ['82:80'] }
networks: { n: { driver_opts: { com.docker.network.bridge.enable_icc: 'false' } }, o: {}, i: { internal: true } }
`;
    const of = (engine: string) => reachOf(yaml, engine, { directRouting: true });
    const answers = (engine: string) =>
      ['loop', 'quiet', 'old', 'sealed'].map((name) => of(engine).direct('a', name));
    expect(answers('29')).toEqual([true, false, true, false]);
    expect(answers('28')).toEqual([false, false, false, false]);
    // Within one network icc still applies.
    expect(of('29').direct('near', 'loop')).toBe(false);
    expect(of('29').direct('sealed', 'loop')).toBe(false);
  });

  it('X6: without masquerade the answer comes back over a network that both are on, from 29 on', () => {
    const masked = "com.docker.network.bridge.enable_ip_masquerade: 'false'";
    const yaml = (more = '', family = '') => `
services:
  app: { image: p, networks: [front, mid], ports: ['80:80'] }
  db: { image: p, networks: [mid] }
  far: { image: p, networks: [front], ports: ['81:80'] }
networks: { front: { ${family} }, mid: { ${family}driver_opts: { ${masked}${more} } } }
`;
    const of = (text: string, engine: string, more = {}) => {
      const reach = reachOf(text, engine, more);
      return [reach.viaHost('db', 'app'), reach.viaHost('db', 'far')];
    };
    expect(of(yaml(), '28')).toEqual([false, false]);
    expect(of(yaml(), '29')).toEqual([true, false]);
    expect(of(yaml(), '29', { directRouting: true })).toEqual([true, true]);
    const apart = reachOf(
      yaml(", com.docker.network.bridge.enable_icc: 'false'", 'enable_ipv6: true, '),
      '29',
    );
    expect(apart.family('ipv4').viaHost('db', 'app')).toBe(true);
    expect(apart.family('ipv6').viaHost('db', 'app')).toBe(false);
  });
});
