import { describe, expect, it } from 'vitest';
import { factsOf, reachOf } from '../testing/reach-of.ts';

describe('what a neighbour of the host reaches at a container address', () => {
  const yaml = `
services:
  all: { image: p, networks: [n], ports: ['80:80'] }
  loopback: { image: p, networks: [n], ports: ['127.0.0.1:81:80'] }
  silent: { image: p, networks: [n] }
  sealed: { image: p, networks: [i], ports: ['82:80'] }
  dead: { image: p, networks: [d], ports: ['83:80'] }
  two: { image: p, networks: [n, i], ports: ['84:80'] }
  free: { image: p, networks: [u] }
  routed: { image: p, networks: [r], ports: ['85:80'] }
  mute: { image: p, networks: [r] }
  later: { image: p, networks: [n, r], ports: ['86:80'] }
  trusting: { image: p, networks: [t], ports: ['87:80'] }
  wire: { image: p, networks: [m] }
  wired: { image: p, networks: [v] }
  old: { image: p, network_mode: bridge, ports: ['88:80'] }
  open: { image: p, network_mode: host }
  shut: { image: p, network_mode: none }
networks:
  n: {}
  i: { internal: true }
  d: { driver_opts: { com.docker.network.bridge.inhibit_ipv4: "true" } }
  u: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: nat-unprotected } }
  r: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }
  t: { driver_opts: { com.docker.network.bridge.trusted_host_interfaces: eth1 } }
  m: { driver: macvlan, driver_opts: { parent: eth0 } }
  v: { driver: macvlan, internal: true, driver_opts: { parent: eth0 } }
`;
  const on = (engine: string, more = {}) => {
    const reach = reachOf(yaml, engine, more);
    return (name: string) => factsOf(reach, name).fromWire;
  };

  it('O3, O4: up to 27 published ports, those on loopback too', () => {
    const of = on('26');
    expect([of('all'), of('loopback'), of('two'), of('old')]).toEqual([true, true, true, true]);
    expect([of('sealed'), of('dead'), of('shut')]).toEqual([false, false, false]);
    expect([on('25')('loopback'), on('27')('loopback')]).toEqual([true, true]);
  });

  it('O5: up to 27 the host decides about the other ports', () => {
    expect(on('26')('silent')).toBe('unknown');
    expect(on('28')('silent')).toBe(false);
  });

  it('O4: from 28 on nothing, unless direct routing or a trusted interface allows it (O8)', () => {
    const of = on('28');
    expect([of('all'), of('loopback'), of('old'), of('trusting')]).toEqual([false, false, false, true]);
    expect(on('28', { directRouting: true })('all')).toBe(true);
    // Both the daemon setting and the network option came with 28.2.
    expect(on('28.1.1', { directRouting: true })('all')).toBe(false);
    expect(on('28.1.1')('trusting')).toBe(false);
  });

  it('O6, O7: routed networks open published ports, unprotected ones all', () => {
    const of = on('28');
    expect([of('routed'), of('mute'), of('free')]).toEqual([true, false, true]);
    expect([of('later'), on('29')('later')]).toEqual([false, true]);
  });

  it('O11, O12, V1: whoever stands on the wire, internal or not, and the host itself', () => {
    const of = on('28');
    expect([of('wire'), of('wired'), of('open')]).toEqual([true, true, true]);
  });
});
