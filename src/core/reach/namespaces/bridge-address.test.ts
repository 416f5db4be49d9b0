import { describe, expect, it } from 'vitest';
import type { Reach } from '../reach-model.ts';
import { factsOf, reachOf } from '../testing/reach-of.ts';

/** Returns the reach of a service that publishes at an address, a service on its network, and one on another network. */
function published(address: string): Reach {
  return reachOf(
    `services:
  web: { image: p, networks: [front], ports: ["${address}:9105:8005"] }
  near: { image: p, networks: [front] }
  far: { image: p, networks: [back] }
  old: { image: p, network_mode: bridge }
  open: { image: p, network_mode: host }
networks:
  front: { ipam: { config: [{ subnet: 10.7.0.0/24 }] } }
  back: { ipam: { config: [{ subnet: 10.8.0.0/24, gateway: 10.8.0.254 }] } }
  wire: { driver: macvlan, ipam: { config: [{ subnet: 10.9.0.0/24 }] } }
`,
    '29',
  );
}

describe('O17: a port on the own address of a bridge', () => {
  it.each([
    ['the default bridge', '172.17.0.1'],
    ['the first of a subnet', '10.7.0.1'],
    ['the gateway that is stated, of another network too', '10.8.0.254'],
  ])('%s: it answers there alone', (_, address) => {
    const reach = published(address);
    const { published: ports, fromOutside } = factsOf(reach, 'web');
    expect(ports).toMatchObject([{ hostIp: address, reachableFrom: 'host', atBridge: true }]);
    expect(fromOutside).toBe(false);
    for (const from of ['near', 'far', 'old', 'open']) {
      // The outside address answers no one; the bridge's address answers some callers, and no caller is ruled out.
      expect(reach.viaHost(from, 'web')).toBe(false);
      if (from !== 'open') expect(reach.viaGateway(from, 'web')).toBe('unknown');
    }
  });

  it.each([
    ['some address of the machine', '192.168.1.10'],
    ['a gateway that is none', '10.8.0.1'],
    ['the first of a network that is no bridge', '10.9.0.1'],
    ['every address', '0.0.0.0'],
  ])('%s: it answers outside', (_, address) => {
    const reach = published(address);
    expect(factsOf(reach, 'web')).toMatchObject({ fromOutside: true });
    expect(factsOf(reach, 'web').published[0]).not.toHaveProperty('atBridge');
    expect(reach.viaHost('far', 'web')).toBe(true);
  });
});
