// A project or a host by itself, asked as a fleet of one machine. The machine has an empty name, so that services keep theirs.

import type { HostFacts } from '../host/host-facts.ts';
import { networkOf } from '../machine/machine.ts';
import { machineOf } from '../machine/machine-model.ts';
import type { Fleet, FleetMachine } from './fleet.ts';
import { type FleetAddress, readAddress } from './fleet-address.ts';
import type { FleetNetwork } from './stated-fleet.ts';

/**
 * Returns the fleet of the one machine that the facts are about: on the LAN of its record, and on the Internet. `complete` is false where a
 * stack of it could not be read.
 */
export function fleetOfOne(facts: HostFacts, complete = true): Fleet {
  const machine = machineOf(facts.options);
  const outside = (machine?.addresses ?? []).filter(
    (one) => one.interface === machine?.interface && one.global,
  );
  const lan: FleetNetwork = {
    name: 'lan',
    kind: 'lan',
    subnets: outside.flatMap((one) => {
      const range = networkOf(one);
      return range ? [{ family: one.family, range, text: `${one.address}/${one.prefix}` }] : [];
    }),
    allow: null,
  };
  const internet: FleetNetwork = { name: 'internet', kind: 'internet', subnets: [], allow: null };
  const addresses = outside.flatMap(({ address }): readonly FleetAddress[] => {
    const read = readAddress(address);
    return read ? [read] : [];
  });
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
