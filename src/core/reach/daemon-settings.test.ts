import { describe, expect, it } from 'vitest';
import { daemonOptions, daemonOptionsFromInfo } from './daemon-settings.ts';
import { factsOf, reachOf } from './testing/reach-of.ts';

describe('daemon.json', () => {
  it('states options, and nothing of what it does not say', () => {
    expect(daemonOptions({})).toEqual({});
    expect(daemonOptions({ 'log-driver': 'journald', dns: ['10.0.0.1'] })).toEqual({});
    expect(
      daemonOptions({
        'userland-proxy': false,
        'allow-direct-routing': true,
        'firewall-backend': 'nftables',
        icc: false,
        iptables: false,
        ip6tables: false,
        ip: '127.0.0.1',
        ipv6: true,
        'fixed-cidr-v6': 'fd00:1::/64',
      }),
    ).toEqual({
      userlandProxy: false,
      directRouting: true,
      firewallBackend: 'nftables',
      daemon: { icc: false, iptables: false, ip6tables: false, ip: '127.0.0.1', ipv6: true },
    });
  });

  it.each([
    [{ icc: 'false' }, '"icc" must be true or false'],
    [{ ip: 5 }, '"ip" must be a text'],
    [{ 'firewall-backend': 'ufw' }, '"firewall-backend" is ufw; it must be iptables or nftables'],
    [{ 'default-network-opts': [] }, '"default-network-opts" must be a map of options by driver'],
  ])('refuses %j', (members, message) => {
    expect(() => daemonOptions(members)).toThrow(message);
  });

  it('F1: whether a network of Compose takes IPv6 as default is unknown, and all else is', () => {
    const options = daemonOptions({
      'default-network-opts': { bridge: { 'com.docker.network.enable_ipv6': 'true' } },
    });
    expect(options).toEqual({ ipv6Default: 'unknown' });
    const yaml = `services:
  a: { image: x, networks: [m, n], ports: ["80:80"] }
  b: { image: x, networks: [n] }
networks: { m: {}, n: { enable_ipv6: false } }
`;
    const reach = reachOf(yaml, '29', options);
    expect(reach.addressFamilies).toEqual(['ipv4', 'ipv6']);
    expect(reach.family('ipv4').facts('a')).toMatchObject({ gateway: 'm', egress: true });
    expect(reach.family('ipv6').facts('a').egress).toBe('unknown');
    expect(reach.family('ipv6').facts('b').egress).toBe(false);
    expect(factsOf(reach, 'a').fromOutside).toBe(true);
  });
});

describe('what an Engine says of its daemon', () => {
  const info = (driver: string, ...pairs: (readonly [string, string])[]) => ({
    FirewallBackend: { Driver: driver, Info: pairs },
  });

  it('is the backend, and from 29.5 on whether the proxy runs', () => {
    expect(daemonOptionsFromInfo('28.5.2', {}, undefined)).toEqual({});
    expect(daemonOptionsFromInfo('29.1.5', info('iptables'), undefined)).toEqual({
      firewallBackend: 'iptables',
    });
    expect(
      daemonOptionsFromInfo('29.7.2', info('nftables', ['EnableUserlandProxy', 'true']), undefined),
    ).toEqual({
      firewallBackend: 'nftables',
      userlandProxy: true,
    });
    expect(daemonOptionsFromInfo('29.7.2', info('iptables'), undefined)).toMatchObject({
      userlandProxy: false,
    });
  });

  it('and what the default bridge is like', () => {
    const bridge = (options: Record<string, string>, ipv6 = false) => ({
      options: new Map(
        Object.entries(options).map(([key, value]) => [`com.docker.network.bridge.${key}`, value]),
      ),
      ipv6,
    });
    const installed = { enable_icc: 'true', host_binding_ipv4: '0.0.0.0' };
    expect(daemonOptionsFromInfo('26.1.5', {}, bridge(installed))).toEqual({});
    expect(
      daemonOptionsFromInfo(
        '26.1.5',
        {},
        bridge({ enable_icc: 'false', host_binding_ipv4: '127.0.0.1' }, true),
      ),
    ).toEqual({ daemon: { icc: false, ip: '127.0.0.1', ipv6: true } });
  });
});
