import { describe, expect, it } from 'vitest';
import { MachineError, readMachine } from './machine.ts';

describe('readMachine', () => {
  it('takes what is there and leaves the rest unknown', () => {
    expect(readMachine('{}')).toEqual({});
    expect(readMachine('{"version":1,"engine":"29.7.2","sysctl":{"net.ipv4.ip_forward":1}}')).toEqual({
      engine: '29.7.2',
      sysctl: { 'net.ipv4.ip_forward': '1' },
    });
  });

  it('reads addresses as ip prints them, and nft as text or as the object', () => {
    const addresses = [
      { ifname: 'eth0', addr_info: [{ family: 'inet', local: '192.0.2.1', prefixlen: 24, scope: 'global' }] },
      { ifname: 'up' },
    ];
    expect(readMachine(JSON.stringify({ addresses })).addresses).toEqual([
      { interface: 'eth0', family: 'ipv4', address: '192.0.2.1', prefix: 24, global: true },
    ]);
    expect(readMachine('{"nft":{"nftables":[]}}').nft).toBe('{"nftables":[]}');
    expect(readMachine(JSON.stringify({ nft: '{"nftables":[]}' })).nft).toBe('{"nftables":[]}');
  });

  it.each([
    ['[]', 'The record'],
    ['{', 'JSON'],
    ['{"version":2}', 'version'],
    ['{"engine":29}', '"engine"'],
    ['{"firewallBackend":"pf"}', '"firewallBackend"'],
    ['{"nft":"[]"}', '"nft"'],
    ['{"bridges":{"front":{}}}', '"bridges.front"'],
    ['{"listeners":[{"port":"22"}]}', '"listeners[0].port"'],
  ])('refuses %s and says what is wrong', (text, word) => {
    expect(() => readMachine(text)).toThrow(MachineError);
    expect(() => readMachine(text)).toThrow(word);
  });
});
