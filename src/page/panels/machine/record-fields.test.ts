import { describe, expect, it } from 'vitest';
import { readMachine } from '../../../core/machine/machine.ts';
import { fieldsOf, noFields, withFields, wrongAddress } from './record-fields.ts';

const record = JSON.stringify({
  version: 1,
  engine: '29.7.2',
  firewallBackend: 'iptables',
  daemon: { icc: false },
  interface: 'ens3',
  addresses: [
    { ifname: 'lo', addr_info: [{ family: 'inet', local: '127.0.0.1', prefixlen: 8, scope: 'host' }] },
    {
      ifname: 'ens3',
      addr_info: [{ family: 'inet', local: '192.168.1.10', prefixlen: 24, scope: 'global' }],
    },
  ],
  sysctl: { 'net.bridge.bridge-nf-call-iptables': '1', 'net.ipv4.conf.all.rp_filter': '2' },
  listeners: [{ address: '0.0.0.0', port: 22, protocol: 'tcp' }],
  iptables: '*filter\n:INPUT DROP [0:0]\nCOMMIT\n',
});

describe('a record as fields', () => {
  it('has each member that a person may type', () => {
    expect(fieldsOf(record)).toEqual({
      ...noFields,
      engine: '29.7.2',
      firewallBackend: 'iptables',
      daemon: '{\n  "icc": false\n}',
      interface: 'ens3',
      ipv4: '192.168.1.10/24',
      bridges: '1',
      iptables: '*filter\n:INPUT DROP [0:0]\nCOMMIT\n',
    });
    expect(fieldsOf(null)).toEqual(noFields);
  });

  it('is the same machine again where nobody typed', () => {
    expect(readMachine(withFields(record, fieldsOf(record)))).toEqual(readMachine(record));
  });

  it('takes what was typed, and leaves the rest', () => {
    const fields = { ...fieldsOf(record), engine: '28.5.2', ipv4: '10.0.0.5/16', bridges: '' as const };
    const machine = readMachine(withFields(record, fields));
    expect(machine).toMatchObject({
      engine: '28.5.2',
      listeners: [{ port: 22 }],
      sysctl: { 'net.ipv4.conf.all.rp_filter': '2' },
    });
    expect(machine.sysctl).not.toHaveProperty(['net.bridge.bridge-nf-call-iptables']);
    expect(machine.addresses?.map(({ interface: on, address }) => `${on} ${address}`)).toEqual([
      'ens3 10.0.0.5',
      'lo 127.0.0.1',
    ]);
  });

  it('begins with nothing, and gives the LAN an interface', () => {
    const machine = readMachine(withFields(null, { ...noFields, ipv4: '192.168.1.10/24' }));
    expect(machine).toMatchObject({ interface: 'eth0', addresses: [{ interface: 'eth0', prefix: 24 }] });
    expect(readMachine(withFields(null, noFields))).toEqual({});
  });

  it('moves its addresses with the interface', () => {
    const machine = readMachine(withFields(record, { ...fieldsOf(record), interface: 'eno1' }));
    expect(machine.addresses?.map(({ interface: on }) => on)).toEqual(['eno1', 'lo']);
  });

  it.each([
    ['192.168.1.10', '192.168.1.10'],
    ['fd00::1/64', 'fd00::1/64'],
    ['home/24', 'home/24'],
    ['', null],
    ['192.168.1.10/24', null],
  ])('says that %s is not an address of IPv4 with a prefix', (ipv4, wrong) => {
    expect(wrongAddress({ ...noFields, ipv4 })).toBe(wrong);
  });

  it('hands a daemon that is no JSON to its reader, which refuses it', () => {
    expect(() => readMachine(withFields(null, { ...noFields, daemon: '{icc' }))).toThrow('"daemon"');
  });
});
