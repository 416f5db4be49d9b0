import { describe, expect, it } from 'vitest';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { analyze } from '../../rules/all-rules.ts';
import { openRead } from '../../ways-in/testing/read-facts.ts';
import { type Leavings, leavingsOf, projectLeaver } from './leavings.ts';

/** A VPN's container and a service that shares its network stack. */
interface Beside {
  readonly image: string;
  readonly vpn?: string;
  readonly client?: string;
  readonly more?: string;
}

const healthy = 'depends_on: { vpn: { condition: service_healthy } }';

function project({ image, vpn = '', client = healthy, more = '' }: Beside): string {
  return `services:
  vpn:
    image: ${image}
    ${vpn}
  client:
    image: example/client
    network_mode: service:vpn
    ${client}
${more}`;
}

function leaverIn(beside: Beside) {
  return projectLeaver(analyze(openRead(project(beside)), optionsFor('29', { project: 'shop' })));
}
const leavings = (beside: Beside): Leavings => leavingsOf(leaverIn(beside), 'client');
/** The rule and the kind of each hole but the host at the gateway, which every bridge leaves open. */
const holes = (beside: Beside) =>
  leavings(beside)
    .holes.filter(({ kind }) => kind !== 'host')
    .map(({ id, kind }) => `${id} ${kind}`);

const gluetun = 'qmcgaw/gluetun:v3';
const openvpn = 'dperson/openvpn-client';
const wireguard = 'lscr.io/linuxserver/wireguard:latest';
const tailscale = 'ghcr.io/tailscale/tailscale';
const ipv6 = { vpn: 'networks: [out]', more: 'networks: { out: { enable_ipv6: true } }' };

describe('leavingsOf a service beside a tunnel', () => {
  it('leads out by the tunnel, whose owner has no way round it', () => {
    const [way, ...others] = leavings({ image: gluetun }).leaves;
    expect([way?.by, way?.through, way?.names, others]).toEqual(['tunnel', 'vpn', 'everything', []]);
    expect(leavingsOf(leaverIn({ image: gluetun, client: '' }), 'vpn').holes).toEqual([]);
  });

  it.each<readonly [string, Beside, readonly string[]]>([
    ['gluetun, waited for', { image: gluetun }, []],
    ['gluetun, over IPv6', { ...ipv6, image: gluetun }, []],
    ['gluetun, not waited for', { image: gluetun, client: '' }, ['LV30 start']],
    [
      'gluetun without its health check',
      { image: gluetun, vpn: 'healthcheck: { disable: true }' },
      ['LV30 start'],
    ],
    [
      'gluetun without its rules',
      { image: gluetun, vpn: 'environment: { FIREWALL: "off" }' },
      ['LV30 start', 'LV31 tunnel', 'LV31 tunnel'],
    ],
    [
      "gluetun with Docker's resolver",
      { image: gluetun, vpn: 'environment: [DNS_KEEP_NAMESERVER=on]' },
      ['LV4 names'],
    ],
    [
      'gluetun with exceptions',
      { image: gluetun, vpn: 'environment: ["FIREWALL_OUTBOUND_SUBNETS=192.168.1.0/24, 1.1.1.0/24"]' },
      ['LV34 lan', 'LV34 tunnel'],
    ],
    [
      'a client that changes the rules',
      { image: gluetun, client: `${healthy}\n    cap_add: [NET_ADMIN]` },
      ['LV5 tunnel'],
    ],
    [
      'a neighbour that leads on',
      { image: gluetun, more: '  shell: { image: linuxserver/openssh-server }\n' },
      ['LV2 tunnel'],
    ],
    [
      'openvpn-client without rules',
      { ...ipv6, image: openvpn },
      ['LV30 start', 'LV31 tunnel', 'LV31 tunnel', 'LV31 tunnel', 'LV4 names'],
    ],
    [
      'openvpn-client with all',
      { image: openvpn, vpn: "command: -df '' -r 192.168.1.0/24" },
      ['LV33 names', 'LV34 lan'],
    ],
    [
      'openvpn-client with all by variables',
      {
        image: openvpn,
        vpn: 'environment: { FIREWALL: "", DNS: "1", ROUTE: 192.168.1.0/24 }\n    command: ["-f", ""]',
      },
      ['LV33 names', 'LV34 lan'],
    ],
    ['wireguard', { image: wireguard, client: '' }, ['LV30 tunnel']],
    [
      'wireguard with a health check',
      { image: wireguard, vpn: 'healthcheck: { test: ping -c1 10.0.0.1 }' },
      ['LV30 start'],
    ],
    ['a wireguard server', { image: wireguard, vpn: 'environment: [PEERS=2]', client: '' }, []],
    ['tailscale without exit node', { image: tailscale, client: '' }, []],
    [
      'tailscale in userspace',
      { image: tailscale, vpn: 'environment: { TS_EXTRA_ARGS: --exit-node=exit }', client: '' },
      ['LV31 tunnel'],
    ],
    [
      'tailscale with a device',
      {
        image: tailscale,
        vpn: 'environment: { TS_EXTRA_ARGS: --exit-node=exit, TS_USERSPACE: "false" }',
        client: '',
      },
      ['LV30 tunnel', 'LV4 names'],
    ],
    ['another VPN', { image: 'bubuntux/nordvpn', client: '' }, []],
  ])('%s', (_, beside, found) => {
    expect(holes(beside)).toEqual(found);
  });

  it('asks for names where dns says', () => {
    const with_ = (server: string) => ({
      image: openvpn,
      vpn: `command: -f ''\n    dns: [${server}]`,
    });
    expect(holes(with_('9.9.9.9'))).toEqual([]);
    expect(holes(with_('192.168.1.53'))).toEqual([]);
    expect(
      holes({ ...with_('192.168.1.53'), vpn: "command: -f '' -r 192.168.1.0/24\n    dns: [192.168.1.53]" }),
    ).toEqual(['LV33 names', 'LV34 lan']);
  });

  it('reads the configuration of wireguard where it is among the files', () => {
    const lines = (text: string) => text.replaceAll('\n', '\n      ');
    const found = (text: string) =>
      holes({
        image: wireguard,
        vpn: `${ipv6.vpn}\n    configs: [{ source: wg, target: /config/wg_confs/wg0.conf }]`,
        more: `${ipv6.more}\nconfigs:\n  wg:\n    content: |\n      ${lines(`[Interface]\nAddress = 10.2.0.2/32\n${text}`)}\n`,
      });
    expect(found('DNS = 10.2.0.1\n[Peer]\nAllowedIPs = 0.0.0.0/0, ::/0')).toEqual([
      'LV30 tunnel',
      'LV31 tunnel',
      'LV31 tunnel',
    ]);
    expect(
      found('PostUp = iptables -I OUTPUT ! -o %i -j REJECT\n[Peer]\nAllowedIPs = 0.0.0.0/0 # all'),
    ).toEqual(['LV30 tunnel', 'LV31 tunnel', 'LV4 names']);
  });

  it('says what is not in the files', () => {
    const { leaves } = leavings({ image: 'bubuntux/nordvpn', client: '' });
    expect(leaves.map(({ by, names }) => [by, names])).toEqual([
      ['tunnel', 'unknown'],
      ['direct', 'unknown'],
    ]);
    const fileless = { image: gluetun, vpn: 'env_file: [vpn.env]' };
    const leaver = leaverIn(fileless);
    expect(holes(fileless)).toEqual([]);
    expect(leaver.direct('client', { host: '2620:fe::fe', port: 443, protocol: 'tcp' }).answer).toBe(
      'unknown',
    );
    expect(leaver.names.ask(leaver.connector.asker('client'), 'example.org')).toMatchObject({
      answer: 'unknown',
      because: 'vpn.env, with variables of its container, is not among these files',
    });
  });

  it('keeps the LAN behind the tunnel, except for exceptions', () => {
    const leaver = leaverIn({
      image: gluetun,
      vpn: 'environment: [FIREWALL_OUTBOUND_SUBNETS=192.168.1.0/24]',
    });
    const to = (host: string) => leaver.direct('client', { host, port: 443, protocol: 'tcp' }).answer;
    expect(['9.9.9.9', '192.168.1.5', '192.168.2.5', '2620:fe::fe'].map(to)).toEqual([
      'reached',
      'reached',
      'unknown',
      'unknown',
    ]);
  });
});
