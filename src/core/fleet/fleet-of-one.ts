// A project or a host by itself, asked as a fleet of one machine. The machine has an empty name, so that services keep theirs.

import type { HostFacts } from '../host/host-facts.ts';
import { parseRange } from '../machine/firewall/addresses.ts';
import { networkOf } from '../machine/machine.ts';
import { machineOf } from '../machine/machine-model.ts';
import type { Fleet, FleetMachine } from './fleet.ts';
import { type FleetAddress, readAddress } from './fleet-address.ts';
import type { FleetNetwork } from './stated-fleet.ts';

/**
 * Returns the fleet of the one machine that the facts are about: on the LAN of its record, and on the Internet. Without a record it has an
 * address of each family that is not known, and each private address that no network of it holds is one of its LAN. `complete` is false
 * where a stack of it could not be read.
 */
export function fleetOfOne(facts: HostFacts, complete = true): Fleet {
  const machine = machineOf(facts.options);
  const outside = (machine?.addresses ?? []).filter(
    (one) => one.interface === machine?.interface && one.global,
  );
  const lan: FleetNetwork = {
    name: 'lan',
    kind: 'lan',
    subnets:
      machine === null
        ? privateSubnets
        : outside.flatMap((one) => {
            const range = networkOf(one);
            return range ? [{ family: one.family, range, text: `${one.address}/${one.prefix}` }] : [];
          }),
    allow: null,
  };
  const internet: FleetNetwork = { name: 'internet', kind: 'internet', subnets: [], allow: null };
  const recorded = outside.flatMap(({ address }): readonly FleetAddress[] => {
    const read = readAddress(address);
    return read ? [read] : [];
  });
  const addresses = machine === null ? assumedAddresses : recorded;
  const stated = {
    name: '',
    stacks: null,
    record: null,
    context: null,
    swarm: false,
    engine: null,
    daemon: null,
    addresses: new Map([
      ['lan', addresses],
      ['internet', addresses],
    ]),
    routes: [],
    isFaulty: false,
  };
  const source: FleetMachine = { stated, facts, machine, complete };
  return {
    file: {
      file: '',
      text: '',
      tree: null,
      routers: null,
      names: new Map(),
      faults: [],
      machines: new Map([['', stated]]),
      networks: new Map([
        ['lan', lan],
        ['internet', internet],
      ]),
    },
    machines: new Map([['', source]]),
  };
}

/** The subnets in which a machine's LAN may be. */
const privateSubnets: FleetNetwork['subnets'] = (
  [
    ['ipv4', '192.168.0.0/16'],
    ['ipv4', '10.0.0.0/8'],
    ['ipv4', '172.16.0.0/12'],
    ['ipv4', '169.254.0.0/16'],
    ['ipv6', 'fc00::/7'],
  ] as const
).flatMap(([family, text]) => {
  const range = parseRange(text, family);
  return range ? [{ family, range, text }] : [];
});

/** An address of each family, on the LAN, which nobody is likely to have. */
const assumedAddresses: readonly FleetAddress[] = ['192.168.255.253', 'fdff:ffff:ffff:ffff::253'].flatMap(
  (text) => {
    const read = readAddress(text);
    return read ? [{ ...read, text: 'the machine', assumed: true }] : [];
  },
);
