// X5 as measured on Engine 29.7.2 with each firewall backend, with and without the userland proxy.

import { describe, expect, it } from 'vitest';
import { reachCsv } from '../../export/reach/reach-csv.ts';
import { reachTable } from '../../export/reach/reach-table.ts';
import { diffConnectivity } from '../diff/diff-connectivity.ts';
import { preferredWayTo } from '../preferred-way.ts';
import { reachLists } from '../reach-lists.ts';
import type { Family, ReachOptions } from '../reach-model.ts';
import { reachOf } from '../testing/reach-of.ts';

const yaml = `services:
  vault: { image: x, networks: [sealed] }
  other: { image: x, networks: [sealed], ports: ["9100:80"] }
  four: { image: x, networks: [plain], ports: ["9101:80"] }
  both: { image: x, networks: [dual], ports: ["9102:80"] }
  loop: { image: x, networks: [plain], ports: ["127.0.0.1:9103:80"] }
  loop6: { image: x, networks: [dual], ports: ["[::1]:9104:80"] }
  four4: { image: x, networks: [plain], ports: ["0.0.0.0:9105:80"] }
  four6: { image: x, networks: [plain], ports: ["[::]:9106:80"] }
  both4: { image: x, networks: [dual], ports: ["0.0.0.0:9107:80"] }
  both6: { image: x, networks: [dual], ports: ["[::]:9108:80"] }
  mate: { image: x, networks: [sealed, plain], ports: ["9109:80"] }
  one: { image: x, networks: [plain], ports: ["203.0.113.2:9110:80"] }
networks: { sealed: { internal: true, enable_ipv6: true }, plain: {}, dual: { enable_ipv6: true } }
`;

function answering(family: Family, more: Partial<ReachOptions>): readonly string[] {
  const reach = reachOf(yaml, '29.7.2', more);
  return reach.services.filter(
    (name) => name !== 'vault' && reach.family(family).viaGateway('vault', name) === true,
  );
}

describe('X5: an internal container asks the address of its own bridge', () => {
  const translated4 = ['four', 'both', 'four4', 'both4', 'mate'];
  it.each([
    ['iptables', true, 'ipv4', []],
    ['iptables', true, 'ipv6', ['four', 'four6', 'mate']],
    ['iptables', false, 'ipv4', []],
    ['iptables', false, 'ipv6', []],
    ['nftables', true, 'ipv4', translated4],
    ['nftables', true, 'ipv6', ['four', 'both', 'four6', 'both6', 'mate']],
    ['nftables', false, 'ipv4', translated4],
    ['nftables', false, 'ipv6', ['both', 'both6']],
  ] as const)('with %s, proxy %s, over %s: %j answer', (firewallBackend, userlandProxy, family, wanted) => {
    expect(answering(family, { firewallBackend, userlandProxy })).toEqual(wanted);
  });

  it('never at the outside address of the host', () => {
    const reach = reachOf(yaml, '29.7.2', { firewallBackend: 'nftables' });
    expect(reach.services.filter((name) => reach.viaHost('vault', name) !== false)).toEqual([]);
    expect(reach.reaches('vault', 'four')).toBe(true);
    expect(reach.reaches('vault', 'loop')).toBe(false);
  });

  it('26 writes no rules for IPv6, so the proxy answers whatever the network', () => {
    const six = reachOf(yaml, '26').family('ipv6');
    expect(six.viaGateway('vault', 'both')).toBe(true);
    expect(reachOf(yaml, '26').family('ipv4').viaGateway('vault', 'both')).toBe(false);
  });

  it('25 has cut internal bridges from the host', () => {
    expect(reachOf(yaml, '25').viaGateway('vault', 'four')).toBe(false);
  });
});

describe('what every form says of it', () => {
  const sealed = `services:
  vault: { image: x, networks: [sealed] }
  web: { image: x, networks: [front], ports: ["80:80"] }
networks: { sealed: { internal: true }, front: {} }
`;
  const under = (firewallBackend: 'iptables' | 'nftables') => reachOf(sealed, '29.7.2', { firewallBackend });
  const reach = under('nftables');

  it('a cell of a table, of the values and of a matrix names it', () => {
    expect(reachTable(reach)).toContain('1 vault  -  G\n');
    expect(reachTable(under('iptables'))).toContain('1 vault  -  .\n');
    expect(reachCsv(reach)).toContain('\r\nvault,,gateway\r\n');
    expect(preferredWayTo(reach, 'vault', 'web')).toBe('gateway');
  });

  it('the lists of a service have it as over the host, of which that bridge is an address', () => {
    expect(reachLists(reach, 'vault').overHost).toEqual(['web']);
    expect(reachLists(reach, 'web').reachedOverHost).toEqual(['vault']);
  });

  it('a difference has it where the host answers at no other address', () => {
    const change = { from: 'vault', to: 'web', kind: 'gateway' };
    expect(diffConnectivity(under('iptables'), reach)).toMatchObject({ opened: [change], closed: [] });
    expect(diffConnectivity(reach, under('iptables'))).toMatchObject({ opened: [], closed: [change] });
    const open = reachOf(sealed.replace('internal: true', ''), '29.7.2', { firewallBackend: 'nftables' });
    expect(diffConnectivity(reach, open).opened).toEqual([{ ...change, kind: 'host' }]);
    expect(diffConnectivity(open, reach).closed).toEqual([{ ...change, kind: 'host' }]);
  });
});

describe('own bridges that lead out', () => {
  it('answer where the default route leads through a network without masquerade', () => {
    const masked = `services:
  a: { image: x, networks: [bare, back] }
  b: { image: x, networks: [front], ports: ["80:80"] }
networks:
  front: {}
  back: { name: z }
  bare: { name: a, driver_opts: { com.docker.network.bridge.enable_ip_masquerade: "false" } }
`;
    expect(reachOf(masked, '28').pair('a', 'b')).toMatchObject({ viaHost: false, viaGateway: true });
  });

  it('an isolated one has no address of the host', () => {
    const isolated = `services:
  a: { image: x, networks: [back] }
  b: { image: x, networks: [front], ports: ["80:80"] }
networks:
  front: {}
  back: { internal: true, driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: isolated } }
`;
    expect(reachOf(isolated, '29', { firewallBackend: 'nftables' }).viaGateway('a', 'b')).toBe(false);
  });

  it('a port on an address that may be a bridge of the host is not known to answer', () => {
    const bound = (address: string): string => `services:
  a: { image: x, networks: [back] }
  b: { image: x, networks: [front], ports: ["${address}:80:80"] }
networks: { front: {}, back: {} }
`;
    expect(reachOf(bound('172.17.0.1'), '29').viaGateway('a', 'b')).toBe('unknown');
    expect(reachOf(bound('198.51.100.7'), '29').viaGateway('a', 'b')).toBe(false);
  });

  it('the host, open and closed containers have none', () => {
    const apart = `services:
  open: { image: x, network_mode: host }
  shut: { image: x, network_mode: none }
  b: { image: x, ports: ["80:80"] }
`;
    const reach = reachOf(apart, '29');
    expect([reach.viaGateway('open', 'b'), reach.viaGateway('shut', 'b')]).toEqual([false, false]);
  });
});
