// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { describe, expect, it } from 'vitest';
import { topologyOf } from '../testing/topology-of.ts';

function networkOf(body: string, values = {}) {
  const network = topologyOf(`networks:\n  net:\n${body.replace(/^/gm, '    ')}`, values).networks.get('net');
  if (network === undefined) throw new Error('no network');
  return network;
}

describe('a declared network', () => {
  it('is an ordinary bridge where nothing is said', () => {
    const network = topologyOf('networks:\n  front:\n').networks.get('front');
    expect(network).toMatchObject({
      id: 'network:front',
      origin: 'declared',
      dockerName: null,
      driver: 'bridge',
      internal: false,
      external: false,
      attachable: false,
      enableIpv4: true,
      enableIpv6: false,
      ipv6Stated: false,
      ipamDriver: null,
      subnets: [],
      labels: [],
      ignoredKeys: [],
      unset: [],
      tree: null,
    });
  });

  it('reads every key', () => {
    const network = networkOf(`
name: "\${PREFIX}_front"
driver: macvlan
internal: "yes"
attachable: true
enable_ipv4: "no"
enable_ipv6: off
labels: [com.example.note=kept, alone]
driver_opts: { a.b: "false", mtu: 1400 }
ipam:
  driver: default
  options: { foo: 1 }
  config:
    - { subnet: 10.9.0.0/24, gateway: 10.9.0.1, aux_addresses: { host1: 10.9.0.5 } }
    - { subnet: "fd00::/64", ip_range: "fd00::/80" }
`);
    expect(network).toMatchObject({
      dockerName: '_front',
      driver: 'macvlan',
      internal: true,
      attachable: true,
      enableIpv4: false,
      enableIpv6: false,
      ipv6Stated: true,
      ipamDriver: 'default',
      ipamOptions: [{ key: 'foo', value: '1' }],
      labels: [
        { key: 'com.example.note', value: 'kept' },
        { key: 'alone', value: '' },
      ],
      unset: ['PREFIX'],
      subnets: [
        {
          subnet: '10.9.0.0/24',
          gateway: '10.9.0.1',
          ipRange: null,
          auxAddresses: [{ key: 'host1', value: '10.9.0.5' }],
        },
        { subnet: 'fd00::/64', gateway: null, ipRange: 'fd00::/80', auxAddresses: [] },
      ],
    });
    expect([...network.driverOpts]).toEqual([
      ['a.b', 'false'],
      ['mtu', '1400'],
    ]);
  });

  it.each([
    ['internal: "1"', 'unknown'],
    ['internal: ${UNSET}', 'unknown'],
    ['internal: ${UNSET:-true}', true],
    ['internal: {}', 'unknown'],
    ['internal: !reset true', false],
  ])('%s', (body, internal) => {
    expect(networkOf(body).internal).toBe(internal);
  });

  it('reads external networks in all forms', () => {
    expect(networkOf('external: true')).toMatchObject({ external: true, dockerName: null });
    expect(networkOf('external: "true"\nname: real')).toMatchObject({ external: true, dockerName: 'real' });
    expect(networkOf('external: { name: real }')).toMatchObject({ external: true, dockerName: 'real' });
    expect(networkOf('external: false')).toMatchObject({ external: false, ignoredKeys: [] });
  });

  it('N1: lists the keys that have no effect on an external network', () => {
    const network = networkOf('external: true\nname: x\ndriver: macvlan\ninternal: true\nx-y: 1');
    expect(network.ignoredKeys).toEqual(['driver', 'internal']);
  });
});
