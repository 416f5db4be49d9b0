import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('published ports', () => {
  const two = (first: string, second: string, port = "'80:80'") => `
services: { s: { image: p, networks: [a, b], ports: [${port}] }, t: { image: p, networks: [c] } }
networks: { a: ${first}, b: ${second}, c: {} }
`;
  it('G1, O9: are bound on behalf of the network that sorts first', () => {
    const local = '{ driver_opts: { com.docker.network.bridge.host_binding_ipv4: 127.0.0.1 } }';
    expect(factsOf(reachOf(two(local, '{}')), 's').published[0]).toMatchObject({
      hostIp: '127.0.0.1',
      reachableFrom: 'host',
    });
    expect(factsOf(reachOf(two('{}', local)), 's').published[0]).toMatchObject({
      hostIp: '0.0.0.0',
      reachableFrom: 'outside',
    });
    const said = factsOf(reachOf(two(local, '{}', "'0.0.0.0:80:80'")), 's');
    expect(said.published[0]).toMatchObject({ hostIp: '0.0.0.0', reachableFrom: 'outside' });
  });

  it('O10: an internal network never is that network', () => {
    const reach = reachOf(two('{ internal: true }', '{}'));
    expect(factsOf(reach, 's')).toMatchObject({ gateway: 'b', fromOutside: true, isolation: 'bridged' });
    const dead = factsOf(reachOf(two('{ internal: true }', '{ internal: true }')), 's');
    expect(dead).toMatchObject({ gateway: null, fromOutside: false, isolation: 'internal' });
    expect(dead.published[0]?.reachableFrom).toBe('nowhere');
  });

  it('every spelling of loopback is the host only; a specific address counts as outside', () => {
    const of = (port: string) => factsOf(reachOf(two('{}', '{}', port)), 's').published[0]?.reachableFrom;
    expect(of("'127.0.0.1:80:80'")).toBe('host');
    expect(of("'127.3.2.1:80:80'")).toBe('host');
    expect(of("'[::1]:80:80'")).toBe('host');
    expect(of("'192.0.2.7:80:80'")).toBe('outside');
    expect(of("'[::]:80:80'")).toBe('outside');
  });

  it('a loopback bind answers no container, not even an open one', () => {
    const reach = reachOf(`
services:
  s: { image: p, ports: ['127.0.0.1:80:80'] }
  o: { image: p, network_mode: host }
`);
    expect(reach.viaHost('o', 's')).toBe(false);
    expect(reach.direct('o', 's')).toBe(true);
  });

  it('X6: without masquerade only a port of the same gateway network answers', () => {
    const plain = '{ driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } }';
    const reach = reachOf(`
services:
  a: { image: p, networks: [m] }
  s: { image: p, networks: [m], ports: ['80:80'] }
  t: { image: p, networks: [n], ports: ['81:80'] }
networks: { m: ${plain}, n: {} }
`);
    expect(reach.viaHost('a', 's')).toBe(true);
    expect(reach.viaHost('a', 't')).toBe(false);
    expect(reach.viaHost('t', 's')).toBe(true);
  });

  it('E6: a bridge without an address leads nowhere', () => {
    const reach = reachOf(
      two('{ driver_opts: { com.docker.network.bridge.inhibit_ipv4: "true" } }', '{ internal: true }'),
    );
    expect(factsOf(reach, 's')).toMatchObject({
      egress: false,
      fromOutside: false,
      toHost: true,
      gateway: 'a',
    });
  });
});
