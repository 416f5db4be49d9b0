// Effects of daemon settings, as measured with stacks on Engines 26.1.5 and 29.1.5.

import { describe, expect, it } from 'vitest';
import type { DaemonSettings } from '../reach-model.ts';
import { factsOf, reachOf } from '../testing/reach-of.ts';

const yaml = `services:
  old: { image: x, network_mode: bridge, ports: ["81:80"] }
  old2: { image: x, network_mode: bridge }
  web: { image: x, networks: [front], ports: ["82:80"] }
  app: { image: x, networks: [front] }
  far: { image: x, networks: [far] }
  vault: { image: x, networks: [sealed] }
networks: { front: {}, far: {}, sealed: { internal: true } }
`;

const withDaemon = (daemon: DaemonSettings, engine = '29', userlandProxy = true) =>
  reachOf(yaml, engine, { daemon, userlandProxy });

describe('settings of the daemon', () => {
  it('C4: icc is about the default bridge alone', () => {
    const reach = withDaemon({ icc: false });
    expect(reach.direct('old2', 'old')).toBe(false);
    expect(reach.viaHost('old2', 'old')).toBe(true); // C5
    expect(reach.direct('app', 'web')).toBe(true);
  });

  it('O9: ip is the address of ports of the default bridge alone', () => {
    const reach = withDaemon({ ip: '127.0.0.1' });
    expect(factsOf(reach, 'old').published).toMatchObject([
      { hostIp: '127.0.0.1', reachableFrom: 'host', families: ['ipv4'] },
    ]);
    expect(reach.viaHost('far', 'old')).toBe(false);
    expect(factsOf(reach, 'web').fromOutside).toBe(true);
  });

  it.each(['26', '29'])('F9: without rules nothing is kept apart but internal networks, on %s', (engine) => {
    const reach = withDaemon({ iptables: false }, engine);
    expect(reach.direct('far', 'web')).toBe(true);
    expect(reach.direct('far', 'old2')).toBe(true);
    expect([reach.direct('far', 'vault'), reach.direct('vault', 'far')]).toEqual([false, false]);
    expect(factsOf(reach, 'app')).toMatchObject({ egress: false, egressNeedsRoute: true, toHost: true });
    expect(factsOf(reach, 'web').fromOutside).toBe(true);
    expect(reach.viaHost('far', 'web')).toBe(true);
    expect(factsOf(reach, 'vault')).toMatchObject({ toHost: true, fromHost: true, egress: false });
  });

  it('F9: ports are published by the proxy alone', () => {
    expect(factsOf(withDaemon({ iptables: false }, '29', false), 'web').fromOutside).toBe(false);
  });

  it('F1: IPv6 on the default bridge', () => {
    const reach = withDaemon({ ipv6: true }, '26');
    expect(reach.addressFamilies).toEqual(['ipv4', 'ipv6']);
    const six = reach.family('ipv6');
    expect([six.direct('old2', 'old'), six.viaHost('old2', 'web')]).toEqual([true, true]);
    expect(six.facts('old')).toMatchObject({ egress: false, toHost: true, fromHost: true });
    expect(six.facts('app')).toMatchObject({ toHost: false });
    expect(reachOf(yaml, '26').addressFamilies).toEqual(['ipv4']);
  });
});

describe('F10: families in driver_opts', () => {
  const stated = `services:
  a: { image: x, networks: [six] }
  b: { image: x, networks: [only] }
  c: { image: x, networks: [said] }
networks:
  six: { driver_opts: { com.docker.network.enable_ipv6: "true" } }
  only: { enable_ipv6: true, driver_opts: { com.docker.network.enable_ipv4: "false" } }
  said: { enable_ipv6: false, driver_opts: { com.docker.network.enable_ipv6: "true" } }
`;
  it('give a network IPv6 or take IPv4 away, unless the key itself says otherwise', () => {
    const reach = reachOf(stated, '29');
    const toHost = (name: string) =>
      (['ipv4', 'ipv6'] as const).map((family) => reach.family(family).facts(name).toHost);
    expect([toHost('a'), toHost('b'), toHost('c')]).toEqual([
      [true, true],
      [false, true],
      [true, false],
    ]);
  });

  it('are ignored before 28', () => {
    expect(reachOf(stated.replace('enable_ipv6: true,', ''), '26').addressFamilies).toEqual(['ipv4']);
  });
});

describe('F7: IPv6 switched off inside a container', () => {
  const off = (sysctl: string, endpoint = ''): string => `services:
  web: { image: x, networks: [n], sysctls: ["${sysctl}"], ports: ["80:80"] }
  app: { image: x, networks: { n: ${endpoint || '{}'} } }
  mate: { image: x, networks: [n], ports: ["81:81"] }
networks: { n: { enable_ipv6: true } }
`;
  it('takes its IPv6 away and leaves its port to the proxy', () => {
    const reach = reachOf(off('net.ipv6.conf.all.disable_ipv6=1'), '29');
    const six = reach.family('ipv6');
    expect([six.direct('mate', 'web'), six.direct('web', 'mate'), six.direct('app', 'mate')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(six.viaHost('mate', 'web')).toBe(true);
    expect(six.facts('web')).toMatchObject({
      egress: false,
      toHost: false,
      fromHost: false,
      fromOutside: true,
    });
    expect(reach.family('ipv4').direct('mate', 'web')).toBe(true);
    expect(reach.resolves('mate', 'web')).toBe(true);
  });

  it('by an option of one membership', () => {
    const option =
      '{ driver_opts: { com.docker.network.endpoint.sysctls: "net.ipv6.conf.IFNAME.disable_ipv6=1" } }';
    const six = reachOf(off('net.core.somaxconn=128', option), '29').family('ipv6');
    expect([six.direct('app', 'mate'), six.direct('web', 'mate'), six.facts('app').egress]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('is unknown where it is set for one device, or for those to come', () => {
    for (const device of ['eth0', 'default']) {
      const six = reachOf(off(`net.ipv6.conf.${device}.disable_ipv6=1`), '29').family('ipv6');
      expect([six.direct('mate', 'web'), six.direct('web', 'mate'), six.facts('web').egress]).toEqual([
        'unknown',
        'unknown',
        'unknown',
      ]);
      expect(six.direct('app', 'mate')).toBe(true);
    }
    const kept = reachOf(off('net.ipv6.conf.all.disable_ipv6=0'), '29').family('ipv6');
    expect(kept.direct('mate', 'web')).toBe(true);
  });
});

describe('on 29', () => {
  it('X10: nat-unprotected opens nothing of an internal network', () => {
    const unprotected = `services:
  a: { image: x, networks: [front] }
  b: { image: x, networks: [back] }
networks:
  front: {}
  back: { internal: true, driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: nat-unprotected } }
`;
    expect(reachOf(unprotected, '29').direct('a', 'b')).toBe(false);
    expect(reachOf(unprotected.replace('internal: true, ', ''), '29').direct('a', 'b')).toBe(true);
  });

  it('E13: whether an address that the file gives to packets is answered is unknown', () => {
    const given = `services:
  a: { image: x, networks: [n], ports: ["80:80"] }
networks: { n: { driver_opts: { com.docker.network.host_ipv4: 198.51.100.9 } } }
`;
    expect(factsOf(reachOf(given, '29'), 'a')).toMatchObject({
      egress: 'unknown',
      fromOutside: true,
      toHost: true,
    });
  });

  it('F8: with nftables and the proxy a port may be lost over IPv4 where IPv6 leaves by another network', () => {
    const split = (address: string, four = '{}'): string => `services:
  web: { image: x, networks: [four, six], ports: ["${address}80:80"] }
networks: { four: ${four}, six: { enable_ipv4: false, enable_ipv6: true } }
`;
    const of = (text: string, more = {}) =>
      reachOf(text, '29', { firewallBackend: 'nftables', ...more })
        .family('ipv4')
        .facts('web').fromOutside;
    expect(of(split(''))).toBe('unknown');
    expect(of(split('0.0.0.0:'))).toBe(true);
    expect(of(split('', '{ enable_ipv6: true }'))).toBe(true);
    expect(of(split(''), { userlandProxy: false })).toBe(true);
    expect(of(split(''), { firewallBackend: 'iptables' })).toBe(true);
  });
});
