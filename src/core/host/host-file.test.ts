import { describe, expect, it } from 'vitest';
import { readHostFile } from './host-file.ts';

function faults(text: string): readonly string[] {
  return readHostFile('bulkhead.yaml', text).faults.map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );
}

describe('bulkhead.yaml', () => {
  it('says what is known of networks that no stack makes', () => {
    const { networks, faults: wrong } = readHostFile(
      'bulkhead.yaml',
      `version: 1
networks:
  proxy:
  mesh: { driver: bridge, internal: true, enable_ipv6: true, driver_opts: { com.docker.network.bridge.enable_icc: "false" } }
intents: []
`,
    );
    expect(wrong).toEqual([]);
    expect(networks.get('proxy')).toMatchObject({
      driver: 'bridge',
      internal: false,
      external: false,
      dockerName: 'proxy',
    });
    expect(networks.get('mesh')).toMatchObject({ internal: true, enableIpv6: true, ipv6Stated: true });
    expect(networks.get('mesh')?.driverOpts.get('com.docker.network.bridge.enable_icc')).toBe('false');
  });

  it('tells each key that it does not know, with its line', () => {
    expect(faults('version: 1\nnets: {}\nnetworks:\n  proxy:\n    internal: false\n    name: x\n')).toEqual([
      "warning 2:1 bulkhead.yaml has no key 'nets'. It takes version, networks, intents, machine.",
      "warning 6:5 The network proxy has no key 'name'. It takes driver, internal, enable_ipv6, driver_opts.",
    ]);
  });

  it.each([
    ['networks: {}\n', 'error 1:1 bulkhead.yaml has no version. Write version: 1.'],
    ['version: 2\n', 'error 1:1 bulkhead.yaml has version 2, which is unknown here. Write version: 1.'],
    ['- a\n', 'error 1:1 bulkhead.yaml is no mapping. Write version: 1, networks, intents and machine.'],
    ['', 'warning 1:1 bulkhead.yaml says nothing. Write version: 1, networks, intents and machine.'],
    [
      'version: 1\nnetworks: [proxy]\n',
      'error 2:1 networks is no mapping. Write the name of a network in Docker, and what it is: `proxy: { internal: false }`.',
    ],
    [
      'version: 1\nnetworks:\n  proxy: bridge\n',
      'error 3:3 The network proxy is no mapping. It takes driver, internal, enable_ipv6, driver_opts; nothing at all is a plain bridge.',
    ],
    [
      'version: 1\nnetworks:\n  proxy: { internal: maybe }\n',
      'error 3:12 internal of the network proxy is not of its form, so nothing is known of the network. Write internal: true or internal: false.',
    ],
    [
      'version: 1\nnetworks:\n  proxy:\n    driver: ${D}\n',
      'error 4:5 driver of the network proxy is not of its form, so nothing is known of the network. Write driver: bridge, or the name of another driver, without variables.',
    ],
    [
      'version: 1\nnetworks:\n  proxy:\n    driver_opts: [a]\n',
      'error 4:5 driver_opts of the network proxy is not of its form, so nothing is known of the network. Write driver_opts: { KEY: "VALUE" }, without variables.',
    ],
  ])('%j is reported', (text, message) => {
    expect(faults(text)).toEqual([message]);
  });

  it('knows nothing of a network of which it cannot use a value', () => {
    const { networks } = readHostFile(
      'bulkhead.yaml',
      'version: 1\nnetworks: { a: { internal: x }, b: {} }\n',
    );
    expect([...networks.keys()]).toEqual(['b']);
  });

  it('states the machine as a path, or by members of its record', () => {
    const machineOf = (said: string) =>
      readHostFile('bulkhead.yaml', `version: 1\nmachine: ${said}\n`).machine;
    expect(machineOf('records/server.json')).toEqual({ kind: 'file', path: 'records/server.json' });
    expect(machineOf('{ engine: 29.7, firewallBackend: nftables, daemon: { icc: false } }')).toEqual({
      kind: 'members',
      machine: { engine: '29.7', firewallBackend: 'nftables', daemon: { icc: false } },
    });
    expect(machineOf('')).toBeNull();
  });

  it.each([
    ['[a]', 'error 2:1 machine is neither a path nor a mapping. Name the record, or write its members.'],
    ['true', 'error 2:1 machine is no path. Name the file of the record: machine: machine.json.'],
    [
      '{ listeners: [{ port: ssh }] }',
      'error 2:12 machine is no record of a machine. Its member "listeners[0].port" is no port. Nothing is known of the machine.',
    ],
    [
      '{ firewall: nftables }',
      "warning 2:12 machine has no key 'firewall'. It takes version, hostname, recordedAt, engine, compose, rootless, firewallBackend, daemon, interface, addresses, routes, bridges, sysctl, listeners, resolvers, iptables, ip6tables, ipset, nft.",
    ],
  ])('machine: %s is reported', (said, message) => {
    expect(faults(`version: 1\nmachine: ${said}\n`)).toEqual([message]);
  });

  it('is reported where the aliases of its machine unfold without end', () => {
    const level = (index: number): string =>
      `  a${index}: &a${index} [${`*a${index - 1}, `.repeat(9)}*a${index - 1}]\n`;
    const levels = Array.from({ length: 9 }, (_, index) => level(index + 1)).join('');
    expect(faults(`version: 1\nmachine:\n  a0: &a0 [1]\n${levels}`)).toEqual([
      'error 2:1 machine has too many aliases to unfold. Write its members without them.',
    ]);
  });

  it('is reported where it is no YAML', () => {
    const [only, ...rest] = faults('version: 1\nnetworks: {\n');
    expect(rest).toEqual([]);
    expect(only).toMatch(
      /^error \d+:\d+ bulkhead\.yaml is no YAML that can be read: .* Nothing in it is in force\.$/,
    );
  });
});
