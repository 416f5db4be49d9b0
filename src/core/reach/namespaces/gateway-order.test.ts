import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('the gateway (G1)', () => {
  it('obeys gw_priority from 28 on', () => {
    const yaml = `
services: { s: { image: p, networks: { a: {}, b: { gw_priority: 5 }, i: { gw_priority: 9 } } } }
networks: { a: {}, b: {}, i: { internal: true } }
`;
    expect(factsOf(reachOf(yaml, '27'), 's').gateway).toBe('a');
    expect(factsOf(reachOf(yaml, '28'), 's').gateway).toBe('b');
  });

  it('compares bytes of Docker names: capitals sort before small letters', () => {
    const yaml = 'services: { s: { image: p, networks: [a, B] } }\nnetworks: { a: {}, B: {} }\n';
    expect(factsOf(reachOf(yaml), 's').gateway).toBe('B');
  });

  it('a name: competes with the project name; unknown project, unknown outcome', () => {
    const yaml = `
services:
  s: { image: p, networks: [a, b], ports: ['80:80'] }
  t: { image: p, networks: [c], ports: ['81:80'] }
networks:
  c: {}
  a: { driver_opts: { com.docker.network.bridge.enable_ip_masquerade: 'false' } }
  b: { name: m }
`;
    expect(factsOf(reachOf(yaml), 's')).toMatchObject({
      gateway: null,
      egress: 'unknown',
      fromOutside: true,
      toHost: true,
    });
    expect(factsOf(reachOf(yaml, '28', { project: 'zoo' }), 's')).toMatchObject({
      gateway: 'b',
      egress: true,
    });
    expect(factsOf(reachOf(yaml, '28', { project: 'app' }), 's')).toMatchObject({
      gateway: 'a',
      egress: false,
    });
    expect(factsOf(reachOf(`name: app\n${yaml}`), 's').gateway).toBe('a');
    expect(factsOf(reachOf(`name: app\n${yaml}`, '28', { project: 'zoo' }), 's').gateway).toBe('b');
    expect(reachOf(yaml).viaHost('s', 't')).toBe('unknown');
    expect(reachOf(yaml, '28', { project: 'zoo' }).viaHost('s', 't')).toBe(true);
    expect(reachOf(yaml, '28', { project: 'app' }).viaHost('s', 't')).toBe(false);
  });

  it('IPv6 outranks the name', () => {
    const yaml =
      'services: { s: { image: p, networks: [a, b] } }\nnetworks: { a: {}, b: { enable_ipv6: true } }\n';
    expect(factsOf(reachOf(yaml), 's').gateway).toBe('b');
  });
});
