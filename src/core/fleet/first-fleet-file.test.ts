import { describe, expect, it } from 'vitest';
import { machineFrom } from '../machine/machine.ts';
import { type FoundMachine, firstFleetFile } from './first-fleet-file.ts';
import { readFleetFile } from './fleet-file.ts';
import { homeRecords, recordFrom } from './testing/home-lab.ts';

const nothing = { stacks: null, record: null, machine: null, context: null, address: null };

function found(name: string, more: Partial<FoundMachine> = {}): FoundMachine {
  const record = homeRecords[name];
  return {
    ...nothing,
    name,
    stacks: name,
    machine: record ? machineFrom(recordFrom(record)) : null,
    ...more,
  };
}

describe('a first file of a fleet', () => {
  const text = firstFleetFile([found('edge'), found('nas'), found('vps')]);
  const { machines, networks, routers, faults } = readFleetFile('bulkhead.fleet.yaml', text);

  it('is a file without faults, with the networks that records share', () => {
    expect(faults).toEqual([]);
    const kinds = [...networks.values()].map(({ name, kind, subnets }) => [
      name,
      kind,
      subnets.map((subnet) => subnet.text).join(' '),
    ]);
    expect(kinds).toEqual([
      ['lan', 'lan', '192.168.1.0/24 fd00:1::/64'],
      ['mesh', 'mesh', '100.64.1.0/24'],
      ['internet', 'internet', ''],
    ]);
    const addresses = [...machines].map(([name, machine]) => [
      name,
      ...[...machine.addresses].map(
        ([network, list]) => `${network} ${list.map((one) => one.text).join(' ')}`,
      ),
    ]);
    expect(addresses).toEqual([
      ['edge', 'lan 192.168.1.11', 'mesh 100.64.1.1'],
      ['nas', 'lan 192.168.1.12 fd00:1::12', 'mesh 100.64.1.2'],
      ['vps', 'internet 203.0.113.80', 'mesh 100.64.1.3'],
    ]);
  });

  it('marks what it guesses, and states no router, so that what lies between networks stays unknown', () => {
    expect(routers).toBe(null);
    expect(text).toContain('# guessed: a mesh, from wg0; its allow-list is not known');
    expect(text).toContain('#   routers: { gate: { addresses: { lan: 192.168.1.1, ');
  });

  it('guesses the network of a context, and names what cannot be a name', () => {
    const other = firstFleetFile([
      found('my nas/1\n# x', { context: 'my-nas', address: '192.168.5.9', stacks: null }),
      found('lan', { stacks: 'lan' }),
    ]);
    const read = readFleetFile('bulkhead.fleet.yaml', other);
    expect(read.faults).toEqual([]);
    expect([...read.machines.keys()]).toEqual(['my-nas-1-x', 'lan-2']);
    expect(read.machines.get('my-nas-1-x')?.addresses.get('lan')?.[0]?.text).toBe('192.168.5.9');
    expect(other).toContain('# guessed: its subnet, from the address of a context');
  });
});
