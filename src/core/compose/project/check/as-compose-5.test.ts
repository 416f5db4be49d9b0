// What Docker Compose 5.5 and the Engine take or refuse, where we read otherwise before.

import { describe, expect, it } from 'vitest';
import { openDocument } from '../../open-document.ts';

const service = (keys: string, networks = '') => `services:\n  a:\n    image: i\n${keys}${networks}`;

function codes(text: string): readonly string[] {
  return openDocument(text, {}).problems.flatMap(({ kind, code }) => (kind === 'rejected' ? [code] : []));
}

describe('read as Compose 5.5 does', () => {
  it.each([
    [
      'a long interface name',
      service('    networks: {n: {interface_name: abcdefghijklmnop}}\n', 'networks: {n: }\n'),
      ['interface-name'],
    ],
    [
      '15 bytes of it',
      service('    networks: {n: {interface_name: abcdefghijklmno}}\n', 'networks: {n: }\n'),
      [],
    ],
    [
      'one name for two',
      service('    networks: {n: {interface_name: e}, m: {interface_name: e}}\n', 'networks: {n: , m: }\n'),
      ['interface-name'],
    ],
    ['a name server that is not an address', service('    dns: [one.one.one.one, 1.1.1.1]\n'), []],
    ['an octal one', service('    dns: 010.0.0.1\n'), []],
    ['a host without an address', service('    extra_hosts: ["db=database"]\n'), []],
    ['the machine itself', service('    extra_hosts: ["db=host-gateway", "v6=[::1]"]\n'), []],
    ['a hostname of 65 bytes', service(`    hostname: ${'h'.repeat(65)}\n`), []],
    [
      'an unknown gateway mode',
      service(
        '',
        'networks: {default: {driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: open}}}\n',
      ),
      [],
    ],
    [
      'isolated without internal',
      service(
        '',
        'networks: {default: {driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: isolated}}}\n',
      ),
      [],
    ],
    [
      'isolated',
      service(
        '',
        'networks: {default: {internal: true, driver_opts: {com.docker.network.bridge.gateway_mode_ipv4: isolated}}}\n',
      ),
      [],
    ],
    ['brackets in host_ip', service('    ports: [{target: 80, host_ip: "[::1]"}]\n'), ['invalid-port']],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('takes the value of a key alone from the variables', () => {
    const environment = new Map([['URL', 'http://db:5432']]);
    for (const form of ['[URL, OTHER]', '{URL: , OTHER: }']) {
      const { topology } = openDocument(service(`    environment: ${form}\n`), { environment });
      expect(topology.services.get('a')?.environment).toMatchObject([
        { key: 'URL', value: 'http://db:5432', fromEnvironment: true },
        { key: 'OTHER', value: null },
      ]);
    }
  });
});
