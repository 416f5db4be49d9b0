// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { describe, expect, it } from 'vitest';
import { serviceOf, topologyOf } from '../testing/topology-of.ts';

/** Returns `network membership` for each attachment. */
function memberships(body: string, values = {}): readonly string[] {
  return serviceOf(body, values).attachments.map((item) => `${item.network} ${item.membership}`);
}

describe('network_mode', () => {
  it.each([
    ['network_mode: none', { kind: 'none' }],
    ['network_mode: host', { kind: 'host' }],
    ['network_mode: bridge', { kind: 'bridge' }],
    ['network_mode: default', { kind: 'bridge' }],
    ['network_mode: "service:app"', { kind: 'service', of: 'app' }],
    ['network_mode: service:a.b:c', { kind: 'service', of: 'a.b:c' }],
    ['network_mode: container:vpn', { kind: 'container', of: 'vpn' }],
    ['network_mode: ${MODE:-host}', { kind: 'host' }],
    ['network_mode: ${SET}', { kind: 'none' }],
    ['network_mode: ${UNSET}', { kind: 'unknown', raw: '${UNSET}' }],
    ['network_mode: service:${UNSET}', { kind: 'unknown', raw: 'service:${UNSET}' }],
    ['network_mode: "service:"', { kind: 'unknown', raw: 'service:' }],
    ['network_mode: ""', { kind: 'unknown', raw: '' }],
    ['network_mode:', { kind: 'unknown', raw: '' }],
    ['network_mode: my_network', { kind: 'network', of: 'my_network' }],
    ['network_mode: disabled', { kind: 'unknown', raw: 'disabled' }],
    ['network_mode: !reset host', { kind: 'networks' }],
    ['network_mode: !override host', { kind: 'host' }],
    ['image: x', { kind: 'networks' }],
  ])('%s', (body, mode) => {
    expect(serviceOf(body, { SET: 'none' }).mode).toEqual(mode);
  });
});

describe('attachments', () => {
  it.each([
    ['image: x', ['default implicit-default']],
    ['networks: []', ['default implicit-default']],
    ['networks: {}', ['default implicit-default']],
    ['networks: !reset [a]', ['default implicit-default']],
    ['networks: [default]', ['default declared']],
    ['networks: [a, b, a]', ['a declared', 'b declared']],
    ['networks:\n  b:\n  a: {}', ['b declared', 'a declared']],
    ['networks: ["${SET}", "${OR:-back}"]', ['front declared', 'back declared']],
    ['networks: ["${UNSET}"]', ['${UNSET} declared']],
    ['network_mode: host', []],
    ['network_mode: host\nnetworks: []', []],
    ['network_mode: host\nnetworks: [a]', []],
    ['provider: { type: model }', []],
  ])('A3: %s', (body, expected) => {
    expect(memberships(body, { SET: 'front' })).toEqual(expected);
  });

  it('A2: notices networks beside a mode, but not empty ones', () => {
    expect(serviceOf('network_mode: host\nnetworks: [a]').networksAndMode).toBe(true);
    expect(serviceOf('network_mode: host\nnetworks: {a: }').networksAndMode).toBe(true);
    expect(serviceOf('network_mode: host\nnetworks: []').networksAndMode).toBe(false);
    expect(serviceOf('network_mode: ""\nnetworks: [a]').networksAndMode).toBe(false);
    expect(serviceOf('networks: [a]').networksAndMode).toBe(false);
  });

  it('shows where a membership comes from', () => {
    const { services } = topologyOf(`
x-base: &base
  networks: [front]
x-list: &list [front, back]
x-map: &map
  front:
services:
  merged:
    <<: *base
  aliased:
    networks: *list
  single:
    networks:
      <<: *map
      back:
  own:
    <<: *base
    networks: [back]
`);
    const of = (name: string) => services.get(name)?.attachments.map((a) => `${a.network} ${a.membership}`);
    expect(of('merged')).toEqual(['front merged']);
    expect(of('aliased')).toEqual(['front aliased', 'back aliased']);
    expect(of('single')).toEqual(['back declared', 'front merged']);
    expect(of('own')).toEqual(['back declared']);
  });

  it('reads the options of a membership', () => {
    const body = `
networks:
  front:
    aliases: [www, "\${NAME}"]
    ipv4_address: 10.9.0.7
    ipv6_address: fd00::7
    gw_priority: 10
    priority: "5"
    mac_address: 02:42:ac:11:00:02
    link_local_ips: [169.254.8.8]
    interface_name: eth7
    driver_opts: { com.example.mtu: 1400 }
`;
    expect(serviceOf(body, { NAME: 'web.local' }).attachments).toEqual([
      {
        network: 'front',
        membership: 'declared',
        aliases: ['www', 'web.local'],
        ipv4: '10.9.0.7',
        ipv6: 'fd00::7',
        gatewayPriority: 10,
        priority: 5,
        macAddress: '02:42:ac:11:00:02',
        linkLocalIps: ['169.254.8.8'],
        interfaceName: 'eth7',
        driverOpts: [{ key: 'com.example.mtu', value: '1400' }],
      },
    ]);
  });
});
